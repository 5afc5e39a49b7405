namespace P2PProver.Contracts.Events;

/// <summary>How a follower works.</summary>
public sealed record FollowerOptions
{
    /// <summary>The first block of interest: that of the contracts' deployment.</summary>
    public ulong StartBlock { get; init; }

    /// <summary>How many blocks, its own included, a block must have before it is reported.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>
    /// How many of the last blocks are followed one by one with their hashes, and may be taken back. Deeper ones are read in ranges and
    /// taken as final.
    /// </summary>
    public int WindowBlocks { get; init; } = 128;

    /// <summary>The range of the first question, in blocks.</summary>
    public int RangeFirst { get; init; } = 1000;

    /// <summary>The widest range asked for.</summary>
    public int RangeMax { get; init; } = 10_000;
}
