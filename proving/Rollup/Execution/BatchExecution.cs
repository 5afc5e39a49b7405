using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>A batch that executed.</summary>
public sealed class BatchExecution
{
    /// <summary>The data and its evaluation.</summary>
    public required BatchCommitment Commitment { get; init; }

    /// <summary>The shards in order; their statements chain.</summary>
    public required IReadOnlyList<ShardExecution> Shards { get; init; }

    /// <summary>The state root before.</summary>
    public required Digest8 StateIn { get; init; }

    /// <summary>The state root after.</summary>
    public required Digest8 StateOut { get; init; }

    /// <summary>What the batch changes.</summary>
    public required StateChange Change { get; init; }
}
