using System.Runtime.InteropServices;

namespace P2PProver.Contracts.Chain;

/// <summary>Which state of the chain a question is about. The default value is the genesis block.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockTag
{
    private readonly string? _name;
    private readonly ulong _number;

    private BlockTag(string? name, ulong number)
    {
        _name = name;
        _number = number;
    }

    /// <summary>The newest block.</summary>
    public static BlockTag Latest { get; } = new("latest", 0);

    /// <summary>The newest block and the transactions that wait for the next.</summary>
    public static BlockTag Pending { get; } = new("pending", 0);

    /// <summary>The block of a number.</summary>
    public static BlockTag At(ulong number) => new(null, number);

    /// <summary>The form of the JSON-RPC.</summary>
    public override string ToString() => _name ?? Hex.Quantity(_number);
}
