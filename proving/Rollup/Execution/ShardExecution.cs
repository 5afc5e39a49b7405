using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>One executed shard: its statement, and what a prover needs to prove it.</summary>
public sealed class ShardExecution
{
    /// <summary>The shard's place in the batch.</summary>
    public required int Index { get; init; }

    /// <summary>The rollup's sizes.</summary>
    public required BatchShape Shape { get; init; }

    /// <summary>What the proof will say.</summary>
    public required ShardStatement Statement { get; init; }

    /// <summary>The elements of exactly <see cref="BatchShape.BlocksPerShard"/> blocks, eight each; zeros where pads stand.</summary>
    public required ReadOnlyMemory<KoalaBear> Blocks { get; init; }

    /// <summary>The operations in order; blocks that none of them takes are pads.</summary>
    public required IReadOnlyList<OperationWitness> Operations { get; init; }

    /// <summary>The root of the account tree before.</summary>
    public required Digest8 AccountsRootIn { get; init; }

    /// <summary>The root of the account tree after.</summary>
    public required Digest8 AccountsRootOut { get; init; }

    /// <summary>The number of open accounts before.</summary>
    public required uint AccountCountIn { get; init; }

    /// <summary>The number of open accounts after.</summary>
    public required uint AccountCountOut { get; init; }
}
