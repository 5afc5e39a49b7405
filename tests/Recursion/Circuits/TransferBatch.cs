using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>A batch of signed transfers between accounts of a seeded workload, executed natively.</summary>
internal static class TransferBatch
{
    private const ulong Seed = 20261128;

    public static RollupDomain Domain { get; } = RollupDomain.FromBytes(Keccak256.Hash("recursion tests"u8));

    /// <summary>Executes a batch that fills some shards with transfers.</summary>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="shards">The number of shards.</param>
    /// <param name="accounts">The number of accounts, at most as many as the tree has room for.</param>
    public static BatchExecution Execute(BatchShape shape, int shards, int accounts)
    {
        int transfers = shape.BlocksPerShard * shards;
        Workload workload = ZipfWorkload.Create(Seed, accounts, transfers, 1);
        using WalletSeed seed = WalletSeed.TryRead([.. Enumerable.Repeat((byte)7, WalletSeed.Bytes)], out WalletSeed? read)
            ? read
            : throw new InvalidOperationException("the seed is refused");
        SignedWorkload signed = SignedWorkload.Sign(
            workload, seed, Gwei.Zero, Domain, shape.TreeDepth, Environment.ProcessorCount, static _ => { });
        ReplayResult result = BatchReplay.Run(new RollupBatch(Domain, shape, signed.Operations), signed.State, Environment.ProcessorCount);
        result.Fault.ShouldBe(ReplayFault.None, result.ToString());
        result.Execution!.Shards.Count.ShouldBe(shards);
        return result.Execution;
    }

    /// <summary>Proves every shard and the whole tree over them.</summary>
    /// <returns>The root proof.</returns>
    public static RecursionProof Prove(BatchExecution execution, ShardProver shards, BatchProver prover, Digest8 batch)
    {
        BatchPlan plan = BatchProver.Plan(execution.Shards.Count);
        RecursionProof[] proofs = new RecursionProof[plan.Tasks.Length];
        for (int i = 0; i < proofs.Length; i++)
        {
            PlannedTask task = plan.Tasks[i];
            ProveFault? fault = task.IsLeaf
                ? Leaf(execution.Shards[task.Index], shards, prover, batch, out RecursionProof? proof)
                : prover.TryProveMerge(proofs[task.Left], proofs[task.Right], PayeeOf(task), out proof);
            fault.ShouldBeNull();
            proofs[i] = proof!;
        }

        return proofs[^1];
    }

    public static Payee PayeeOf(PlannedTask task) =>
        new([.. Enumerable.Repeat((byte)(1 + task.Level), Payee.ByteCount - 1), (byte)(task.Index + 1)]);

    private static ProveFault? Leaf(ShardExecution shard, ShardProver shards, BatchProver prover, Digest8 batch, out RecursionProof? proof)
    {
        KoalaBear[] values = shard.Statement.ToPublicValues();
        Payee payee = PayeeOf(BatchProver.Plan(shard.Index + 1).Tasks[shard.Index]);
        return prover.TryProveLeaf(batch, shard.Index, payee, values, shards.Prove(shard), out proof);
    }
}
