using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>What a shard's statement says that follows from the batch's data alone, without any state.</summary>
/// <param name="Domain">The rollup's domain as elements.</param>
/// <param name="DataIn">The chain digest of the blocks before.</param>
/// <param name="DataOut">The chain digest with this shard's blocks.</param>
/// <param name="Point">Where the data is evaluated.</param>
/// <param name="EvaluationIn">The accumulator before.</param>
/// <param name="EvaluationOut">The accumulator after.</param>
/// <param name="FeesIn">Fees collected before and not credited yet.</param>
/// <param name="FeesOut">Fees collected after.</param>
public sealed record ShardData(
    Digest8 Domain, Digest8 DataIn, Digest8 DataOut, Ext5 Point, Ext5 EvaluationIn, Ext5 EvaluationOut, Gwei FeesIn, Gwei FeesOut)
{
    /// <summary>The shards of a batch.</summary>
    public static IReadOnlyList<ShardData> Of(RollupDomain domain, BatchCommitment commitment, IReadOnlyList<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        ArgumentNullException.ThrowIfNull(operations);
        List<ShardData> shards = [];
        int size = commitment.Layout.Shape.BlocksPerShard;
        ShardData last = new(domain.Elements, default, default, commitment.Point, default, Ext5.One, default, default);
        int next = 0;
        for (int shard = 0; shard < commitment.Layout.ShardCount; shard++)
        {
            Gwei fees = last.FeesOut;
            for (; next < operations.Count && commitment.Layout.FirstBlocks[next] < (shard + 1) * size; next++)
            {
                fees = operations[next].Kind == OperationKind.FeeCredit ? Gwei.Zero : new Gwei(fees.Value + operations[next].Fee.Value);
            }

            ReadOnlySpan<KoalaBear> blocks = commitment.Blocks.AsSpan(shard * size * Operation.BlockElements, size * Operation.BlockElements);
            last = last with
            {
                DataIn = last.DataOut,
                DataOut = RollupHash.Chain(last.DataOut, blocks),
                EvaluationIn = last.EvaluationOut,
                EvaluationOut = BatchCommitment.Evaluate(commitment.Point, last.EvaluationOut, blocks),
                FeesIn = last.FeesOut,
                FeesOut = fees,
            };
            shards.Add(last);
        }

        return shards;
    }

    /// <summary>Whether a statement says the same.</summary>
    public bool Fits(ShardStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return this == new ShardData(
            statement.Domain,
            statement.DataIn,
            statement.DataOut,
            statement.Point,
            statement.EvaluationIn,
            statement.EvaluationOut,
            statement.FeesIn,
            statement.FeesOut);
    }
}
