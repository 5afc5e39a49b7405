using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Contracts.Abi;

/// <summary>A function of a contract, or its constructor, which has no name and no selector.</summary>
public sealed class AbiFunction
{
    internal const int SelectorBytes = 4;

    private readonly byte[] _selector;

    internal AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs, bool isPayable)
    {
        Name = name;
        Inputs = AbiType.Tuple(inputs);
        Outputs = AbiType.Tuple(outputs);
        IsPayable = isPayable;
        Signature = name + Inputs.Name;
        _selector = name.Length == 0 ? [] : Hash32.Of(System.Text.Encoding.UTF8.GetBytes(Signature)).Value[..SelectorBytes].ToArray();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Name and canonical argument types, of which the selector is a hash.</summary>
    public string Signature { get; }

    /// <summary>The arguments as a tuple.</summary>
    public AbiType Inputs { get; }

    /// <summary>The results as a tuple.</summary>
    public AbiType Outputs { get; }

    /// <summary>Whether it takes coins.</summary>
    public bool IsPayable { get; }

    /// <summary>The first four bytes of its calldata; empty for a constructor.</summary>
    public ReadOnlySpan<byte> Selector => _selector;

    /// <summary>The calldata of a call; for a constructor, what follows the code.</summary>
    /// <exception cref="ArgumentException">The arguments do not fit: a mistake of the caller.</exception>
    public byte[] Encode(params AbiValue[] arguments) => [.. _selector, .. AbiEncoder.Encode(Inputs, AbiValue.Of(arguments))];

    /// <summary>Reads the results of a call from untrusted bytes.</summary>
    public bool TryDecodeResult(ReadOnlySpan<byte> result, [NotNullWhen(true)] out AbiFields? fields, out AbiFault fault)
    {
        fields = AbiDecoder.TryDecode(Outputs, result, out AbiValue? value, out fault) ? new AbiFields(Outputs, value) : null;
        return fields is not null;
    }

    /// <summary>Reads the arguments of a call from untrusted calldata.</summary>
    public bool TryDecodeCall(ReadOnlySpan<byte> calldata, [NotNullWhen(true)] out AbiFields? fields, out AbiFault fault)
    {
        fields = null;
        if (!calldata.StartsWith(_selector))
        {
            fault = AbiFault.WrongSelector;
            return false;
        }

        fields = AbiDecoder.TryDecode(Inputs, calldata[_selector.Length..], out AbiValue? value, out fault) ? new AbiFields(Inputs, value) : null;
        return fields is not null;
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
