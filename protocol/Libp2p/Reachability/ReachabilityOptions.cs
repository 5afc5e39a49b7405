namespace P2PProver.Libp2p.Reachability;

/// <summary>How reachability is judged, and how others are helped to judge theirs.</summary>
public sealed record ReachabilityOptions
{
    /// <summary>How many neighbourhoods must have got through for <see cref="Reach.Public"/>.</summary>
    public int ConfirmationsMin { get; init; } = 2;

    /// <summary>How many must have failed, with none that got through, for <see cref="Reach.Private"/>.</summary>
    public int FailuresMin { get; init; } = 3;

    /// <summary>How long an observation counts.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often observers are asked.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most observers that are asked in one round.</summary>
    public int ObserversPerRoundMax { get; init; } = 4;

    /// <summary>The most observations; the oldest makes room.</summary>
    public int ObservationsMax { get; init; } = 64;

    /// <summary>Whether private and loopback addresses are dialled back, and observers at them counted one by one; for test networks.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How many dial-backs a neighbourhood may ask for at once.</summary>
    public int Burst { get; init; } = 3;

    /// <summary>How long it takes until another is granted.</summary>
    public TimeSpan RefillInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most dial-backs under way for others.</summary>
    public int DialsMax { get; init; } = 4;

    /// <summary>How long one dial-back may take.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
