namespace P2PProver.Mesh.Gate;

/// <summary>Rates and bounds of a <see cref="MessageGate"/>.</summary>
public sealed record GateOptions
{
    /// <summary>Messages with valid signatures that one author may have at once ...</summary>
    public int AuthorBurst { get; init; } = 512;

    /// <summary>... and then one per this time. A batch of 64 shards has 127 positions, each with a claim, three heartbeats and a header.</summary>
    public TimeSpan AuthorInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Messages that one neighbour may hand over at once: its own and those that it passes on ...</summary>
    public int NeighbourBurst { get; init; } = 4096;

    /// <summary>... and then one per this time.</summary>
    public TimeSpan NeighbourInterval { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What a message with a false signature costs the neighbour that handed it over, in messages.</summary>
    public int ForgeryCost { get; init; } = 64;

    /// <summary>Messages of all strangers together at once ...</summary>
    public int StrangersBurst { get; init; } = 64;

    /// <summary>... and then one per this time.</summary>
    public TimeSpan StrangersInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages remembered as seen; beyond, the oldest is forgotten.</summary>
    public int SeenMax { get; init; } = 65_536;

    /// <summary>Messages in their second check at one time; beyond, more are ignored.</summary>
    public int PendingMax { get; init; } = 1024;

    /// <summary>Authors, and neighbours, whose rates are remembered; beyond, newcomers share one.</summary>
    public int BucketsMax { get; init; } = 8192;
}
