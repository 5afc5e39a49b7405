namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>What happens in a run at times or on occasions. Plain data; null or zero means off.</summary>
public sealed record ScriptOptions
{
    /// <summary>Every node stops for good at this time.</summary>
    public TimeSpan? EveryoneStopsAt { get; init; }

    /// <summary>One node after the other is stopped, each this long after the one before, round and round, until the end.</summary>
    public TimeSpan? RollingKillInterval { get; init; }

    /// <summary>How long a node stays stopped.</summary>
    public TimeSpan KillDownTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the node that makes the first final proof of each batch stops as soon as the proof is durable, for the down time.</summary>
    public bool KillFinaliser { get; init; }

    /// <summary>When the user sends forced items.</summary>
    public IReadOnlyList<TimeSpan> ForcedItemsAt { get; init; } = [];

    /// <summary>Whether the user freezes the rollup as soon as it may be frozen, escapes and takes its coins out.</summary>
    public bool UserEscapes { get; init; }
}
