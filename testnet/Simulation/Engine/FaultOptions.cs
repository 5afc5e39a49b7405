namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Faults that are nobody's intention. Plain data; zero means off.</summary>
public sealed record FaultOptions
{
    /// <summary>Crashes per node and minute; a crashed node comes back.</summary>
    public double CrashesPerMinute { get; init; }

    /// <summary>How long a crashed node stays away on average.</summary>
    public TimeSpan DownTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The share of nodes that die for good in the middle of their first job.</summary>
    public double DieMidJobShare { get; init; }

    /// <summary>The share of nodes that are absent from the start.</summary>
    public double OfflineShare { get; init; }

    /// <summary>The share of nodes that prove several times slower than they should.</summary>
    public double SlowShare { get; init; }

    /// <summary>How many times slower.</summary>
    public double SlowFactor { get; init; } = 5;

    /// <summary>The share of nodes with a wrong clock.</summary>
    public double SkewedShare { get; init; }

    /// <summary>How wrong a clock is at most, in either direction.</summary>
    public TimeSpan SkewMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When the network splits in two; null for never.</summary>
    public TimeSpan? PartitionAt { get; init; }

    /// <summary>How long it stays split.</summary>
    public TimeSpan PartitionLength { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of nodes in the smaller part.</summary>
    public double PartitionShare { get; init; } = 0.5;

    /// <summary>The share of jobs that end without a proof.</summary>
    public double JobFailureShare { get; init; }

    /// <summary>How long a write to the outbox takes.</summary>
    public TimeSpan OutboxWrite { get; init; } = TimeSpan.FromMilliseconds(5);
}
