using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// Executes shards without checking any rule: trees, roots, data and evaluation all follow from the claimed changes, so that a proof can
/// only fail for the one thing that is forged.
/// </summary>
internal static class ForgedShards
{
    private static readonly Ext5 Point = new([.. Enumerable.Range(11, Ext5.Degree).Select(i => KoalaBear.FromCanonical((uint)i))]);

    public static ShardExecution Build(BatchShape shape, AccountTree state, IReadOnlyList<ForgedStep> steps)
    {
        StateOverlay overlay = new(state);
        List<OperationWitness> witnesses = [];
        KoalaBear[] blocks = new KoalaBear[shape.BlocksPerShard * Operation.BlockElements];
        Gwei fees = Gwei.Zero;
        uint count = state.AccountCount;
        int block = 0;
        foreach (ForgedStep step in steps)
        {
            AccountUpdate[] updates =
                [.. step.Changes.Select(change => overlay.Update(new AccountIndex(change.Index), change.Old, change.New).ShouldNotBeNull())];
            witnesses.Add(Witness(step, updates, block, count, fees));
            step.Operation.WriteBlocks(blocks.AsSpan(block * Operation.BlockElements));
            block += step.Operation.BlockCount;
            fees = step.FeesAfter;
            count += step.AccountsOpened;
        }

        overlay.TryGetRoot(out Digest8 rootOut).ShouldBeTrue();
        return new ShardExecution
        {
            Index = 0,
            Shape = shape,
            Statement = Statement(state, blocks, RollupHash.StateRoot(rootOut, count), fees),
            Blocks = blocks,
            Operations = witnesses,
            AccountsRootIn = state.AccountsRoot,
            AccountsRootOut = rootOut,
            AccountCountIn = state.AccountCount,
            AccountCountOut = count,
        };
    }

    /// <summary>The same execution under another statement.</summary>
    public static ShardExecution With(ShardExecution shard, ShardStatement statement) => Copy(shard, statement, shard.Blocks);

    /// <summary>The same execution over other elements; data digest and evaluation follow.</summary>
    public static ShardExecution WithElement(ShardExecution shard, int index, KoalaBear value)
    {
        KoalaBear[] blocks = shard.Blocks.ToArray();
        blocks[index] = value;
        ShardStatement statement = shard.Statement with
        {
            DataOut = RollupHash.Chain(shard.Statement.DataIn, blocks),
            EvaluationOut = BatchCommitment.Evaluate(shard.Statement.Point, shard.Statement.EvaluationIn, blocks),
        };
        return Copy(shard, statement, blocks);
    }

    private static ShardExecution Copy(ShardExecution shard, ShardStatement statement, ReadOnlyMemory<KoalaBear> blocks) => new()
    {
        Index = shard.Index,
        Shape = shard.Shape,
        Statement = statement,
        Blocks = blocks,
        Operations = shard.Operations,
        AccountsRootIn = shard.AccountsRootIn,
        AccountsRootOut = shard.AccountsRootOut,
        AccountCountIn = shard.AccountCountIn,
        AccountCountOut = shard.AccountCountOut,
    };

    private static OperationWitness Witness(ForgedStep step, AccountUpdate[] updates, int block, uint count, Gwei fees) => new()
    {
        Operation = step.Operation,
        FirstBlock = block,
        Updates = updates,
        AccountCountBefore = count,
        AccountCountAfter = count + step.AccountsOpened,
        FeesBefore = fees,
        FeesAfter = step.FeesAfter,
        MessageDigest = step.Operation.MessageDigest(Ledger.Domain),
        Signature = step.Signature,
        Digits = step.Digits,
    };

    private static ShardStatement Statement(AccountTree state, KoalaBear[] blocks, Digest8 stateOut, Gwei fees) => new(
        Ledger.Domain.Elements,
        state.StateRoot,
        stateOut,
        default,
        RollupHash.Chain(default, blocks),
        Point,
        Ext5.One,
        BatchCommitment.Evaluate(Point, Ext5.One, blocks),
        Gwei.Zero,
        fees);
}
