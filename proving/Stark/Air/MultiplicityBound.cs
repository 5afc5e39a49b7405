using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>
/// What is known of an interaction's multiplicity as an integer. A bus balances modulo p only; it balances as a multiset when the
/// bounds of all its interactions add up to less than p. The bound must follow from constraints or preprocessed columns: declaring
/// it does not enforce it, the debug checker only compares it with real traces.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MultiplicityBound
{
    private readonly uint _limitMinusOne;

    private MultiplicityBound(MultiplicityKind kind, uint limitMinusOne)
    {
        Kind = kind;
        _limitMinusOne = limitMinusOne;
    }

    /// <summary>At most one on every row: the default.</summary>
    public static MultiplicityBound Flag => default;

    /// <summary>
    /// Any field element, for the side of a lookup that answers: its multiplicities count what the bounded other side asks for, and
    /// tuples that nobody asks for change nothing. Such an interaction adds nothing to the bus's sum of bounds, and only one side of
    /// a bus may have it.
    /// </summary>
    public static MultiplicityBound Unbounded => new(MultiplicityKind.Unbounded, 0);

    public MultiplicityKind Kind { get; }

    /// <summary>The largest multiplicity of a row, or of all rows together; meaningless when unbounded.</summary>
    public uint Limit => _limitMinusOne + 1;

    /// <summary>At most this multiplicity on every row.</summary>
    public static MultiplicityBound PerRow(uint limit)
    {
        ArgumentOutOfRangeException.ThrowIfZero(limit);
        return new(MultiplicityKind.PerRow, limit - 1);
    }

    /// <summary>At most this multiplicity over all rows together.</summary>
    public static MultiplicityBound Total(uint limit)
    {
        ArgumentOutOfRangeException.ThrowIfZero(limit);
        return new(MultiplicityKind.Total, limit - 1);
    }

    /// <summary>What a table of a given height can contribute at most.</summary>
    public ulong OverRows(ulong height) => Kind switch
    {
        MultiplicityKind.PerRow => Limit * height,
        MultiplicityKind.Total => Limit,
        _ => 0,
    };
}
