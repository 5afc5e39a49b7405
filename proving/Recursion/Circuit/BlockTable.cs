namespace P2PProver.Recursion;

/// <summary>
/// 2^LogSize blocks that can be looked up at an index the circuit computes, such as the cap of a Merkle tree. A table is filled exactly
/// once, by <see cref="CircuitBuilder.InputTable"/> or <see cref="CircuitTranscript.ObserveTable"/>.
/// </summary>
public sealed class BlockTable
{
    internal BlockTable(int firstCell, int logSize)
    {
        FirstCell = firstCell;
        LogSize = logSize;
    }

    /// <summary>log2 of the number of blocks.</summary>
    public int LogSize { get; }

    /// <summary>Number of blocks.</summary>
    public int Count => 1 << LogSize;

    internal int FirstCell { get; }

    internal bool IsFilled { get; set; }

    /// <summary>A block at an index known when the circuit is built.</summary>
    public Block this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new Block(FirstCell + index);
        }
    }
}
