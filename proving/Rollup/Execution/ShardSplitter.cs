using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Cuts an executed batch into shards whose statements chain.</summary>
internal static class ShardSplitter
{
    public static BatchExecution Split(RollupBatch batch, BatchCommitment commitment, OperationExecutor executor)
    {
        Boundary boundary = Boundary.First(executor);
        Digest8 stateIn = boundary.StateRoot;
        List<ShardExecution> shards = [];
        int next = 0;
        for (int index = 0; index < commitment.Layout.ShardCount; index++)
        {
            int first = next;
            int end = (index + 1) * batch.Shape.BlocksPerShard;
            while (next < executor.Executed.Count && commitment.Layout.FirstBlocks[next] < end)
            {
                next++;
            }

            ShardExecution shard = Cut(batch, commitment, executor, index, first..next, boundary, out boundary);
            shards.Add(shard);
        }

        return new BatchExecution
        {
            Commitment = commitment,
            Shards = shards,
            StateIn = stateIn,
            StateOut = boundary.StateRoot,
            Change = executor.State.Change,
        };
    }

    private static ShardExecution Cut(
        RollupBatch batch, BatchCommitment commitment, OperationExecutor executor, int index, Range operations, Boundary before, out Boundary after)
    {
        int firstBlock = index * batch.Shape.BlocksPerShard;
        ReadOnlyMemory<KoalaBear> blocks = commitment.Blocks.AsMemory(
            firstBlock * Operation.BlockElements, batch.Shape.BlocksPerShard * Operation.BlockElements);
        List<OperationWitness> witnesses = [];
        after = before;
        for (int i = operations.Start.Value; i < operations.End.Value; i++)
        {
            ExecutedOperation executed = executor.Executed[i];
            witnesses.Add(Witness(executed, commitment.Layout.FirstBlocks[i] - firstBlock));
            after = after with { Root = executed.Updates[^1].RootAfter, Count = executed.CountAfter, Fees = executed.FeesAfter };
        }

        after = after with
        {
            Data = RollupHash.Chain(before.Data, blocks.Span),
            Evaluation = BatchCommitment.Evaluate(commitment.Point, before.Evaluation, blocks.Span),
        };
        return new ShardExecution
        {
            Index = index,
            Shape = batch.Shape,
            Statement = Statement(batch.Domain, commitment.Point, before, after),
            Blocks = blocks,
            Operations = witnesses,
            AccountsRootIn = before.Root,
            AccountsRootOut = after.Root,
            AccountCountIn = before.Count,
            AccountCountOut = after.Count,
        };
    }

    private static ShardStatement Statement(RollupDomain domain, Ext5 point, in Boundary before, in Boundary after) => new(
        domain.Elements,
        before.StateRoot,
        after.StateRoot,
        before.Data,
        after.Data,
        point,
        before.Evaluation,
        after.Evaluation,
        before.Fees,
        after.Fees);

    private static OperationWitness Witness(ExecutedOperation executed, int firstBlock) => new()
    {
        Operation = executed.Signed.Operation,
        FirstBlock = firstBlock,
        Updates = executed.Updates,
        AccountCountBefore = executed.CountBefore,
        AccountCountAfter = executed.CountAfter,
        FeesBefore = executed.FeesBefore,
        FeesAfter = executed.FeesAfter,
        MessageDigest = executed.Message,
        Signature = executed.Signed.Signature,
        Digits = executed.Digits,
    };

    /// <summary>What chains from shard to shard.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Boundary(Digest8 Root, uint Count, Digest8 Data, Ext5 Evaluation, Gwei Fees)
    {
        public Digest8 StateRoot => RollupHash.StateRoot(Root, Count);

        public static Boundary First(OperationExecutor executor) => new(executor.RootIn, executor.CountIn, default, Ext5.One, Gwei.Zero);
    }
}
