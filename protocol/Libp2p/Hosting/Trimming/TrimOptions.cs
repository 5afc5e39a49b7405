namespace P2PProver.Libp2p.Hosting.Trimming;

/// <summary>How many connections a host keeps.</summary>
public sealed record TrimOptions
{
    /// <summary>Trimming stops here.</summary>
    public int LowWater { get; init; } = 128;

    /// <summary>Trimming starts above this; it lies below the hard limits of the node, so that newcomers find room.</summary>
    public int HighWater { get; init; } = 176;

    /// <summary>How long a new connection is left alone: it had no time yet to be useful.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the number is looked at, beside every time a connection is made.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most peers that are protected or valued at a time.</summary>
    public int PeersMax { get; init; } = 4096;

    /// <summary>The most reasons of one peer.</summary>
    public int ReasonsMax { get; init; } = 16;
}
