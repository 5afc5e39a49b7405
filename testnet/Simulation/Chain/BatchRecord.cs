using System.Collections.Immutable;
using P2PProver.Crypto;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>What the chain knows of a batch.</summary>
public sealed record BatchRecord
{
    /// <summary>Its key.</summary>
    public required Hash32 Key { get; init; }

    /// <summary>How many batches were ever committed before it.</summary>
    public required long Index { get; init; }

    /// <summary>The key of the batch on which it builds; zero for the first.</summary>
    public required Hash32 Parent { get; init; }

    /// <summary>Who committed it.</summary>
    public required Address Sequencer { get; init; }

    /// <summary>Its data: for the model, their hash.</summary>
    public required Hash32 Data { get; init; }

    /// <summary>The state that its settlement must reach.</summary>
    public required Hash32 StateOut { get; init; }

    /// <summary>Its shards.</summary>
    public required int ShardCount { get; init; }

    /// <summary>The rewards before the ramp.</summary>
    public required UInt128 Pot { get; init; }

    /// <summary>What the sequencer put up.</summary>
    public required UInt128 Bond { get; init; }

    /// <summary>The active stake of all at the commit.</summary>
    public required UInt128 TotalStake { get; init; }

    /// <summary>The block's timestamp, in seconds.</summary>
    public required long CommitTime { get; init; }

    /// <summary>The block's number.</summary>
    public required long CommitBlock { get; init; }

    /// <summary>The head of the forced queue before it and after it.</summary>
    public required int QueueBefore { get; init; }

    /// <summary>The head of the forced queue after it.</summary>
    public required int QueueAfter { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchStanding Status { get; init; }

    /// <summary>Its claims by position.</summary>
    public ImmutableSortedDictionary<int, ClaimRecord> Claims { get; init; } = ImmutableSortedDictionary<int, ClaimRecord>.Empty;

    /// <summary>Claimants in the order of their first claim.</summary>
    public ImmutableList<Address> Claimants { get; init; } = [];

    /// <summary>Positions of the tree: one per leaf and one per merge.</summary>
    public int PositionCount => (2 * ShardCount) - 1;
}
