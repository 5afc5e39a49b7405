namespace P2PProver.Contracts.Abi;

/// <summary>A custom error of a contract.</summary>
public sealed class AbiError
{
    private readonly byte[] _selector;

    internal AbiError(string name, IReadOnlyList<AbiParameter> inputs)
    {
        Name = name;
        Inputs = AbiType.Tuple(inputs);
        _selector = Hash32.Of(System.Text.Encoding.UTF8.GetBytes(name + Inputs.Name)).Value[..AbiFunction.SelectorBytes].ToArray();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The arguments as a tuple.</summary>
    public AbiType Inputs { get; }

    /// <summary>The first four bytes of what a reverting call returns.</summary>
    public ReadOnlySpan<byte> Selector => _selector;
}
