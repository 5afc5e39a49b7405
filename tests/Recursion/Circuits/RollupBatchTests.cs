using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;
using P2PProver.Stark;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>Batches of real signed transfers become one proof, whose statement is what native replay says.</summary>
public sealed class RollupBatchTests(ITestOutputHelper output)
{
    private static BatchShape SmallShape { get; } = new(3, 5);

    private static Digest8 Batch { get; } = Digest8.FromElements([.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromCanonical((uint)i + 5))]);

    [TierTheory(TestTier.Full)]
    [InlineData(8)]
    public void BatchOfTransfers_UnderSmallParameters_BecomesOneProof(int shards) =>
        ProveAndCompare(new ShardMachine(SmallShape), ProofParameters.InsecureTest, shards, accounts: 8);

    [TierTheory(TestTier.Long)]
    [InlineData(8)]
    [InlineData(3)]
    [InlineData(1)]
    public void BatchOfTransfers_AtFullSize_BecomesOneProof(int shards) =>
        ProveAndCompare(ShardMachine.Standard, ProofParameters.P100, shards, accounts: 64);

    private void ProveAndCompare(ShardMachine machine, ProofParameters parameters, int shards, int accounts)
    {
        int threads = Environment.ProcessorCount;
        BatchExecution execution = TransferBatch.Execute(machine.Shape, shards, accounts);
        using CpuBackend backend = new(threads);
        using ShardProver shardProver = new(machine, parameters, backend, threads);
        RecursionCircuits circuits = RecursionCircuits.Create(shardProver.VerifyingKey, new StatementLayout(ShardFields.All), parameters);
        using BatchProver prover = new(circuits, backend, new ProverBudget(threads, MemoryBytes: 1L << 30));
        output.WriteLine($"2^{circuits.LogHeight} rows; leaf {circuits.LeafProgram.Rows}, merge {circuits.MergeProgram.Rows}");

        RecursionProof root = TransferBatch.Prove(execution, shardProver, prover, Batch);

        output.WriteLine($"{root.Bytes.Length} bytes");
        prover.Verifier.Verify(root.Statement, root.Bytes.Span).ShouldBe(VerifyResult.Valid);
        Compare(root.Statement, execution);
        root.Statement.Allowed.ShouldBe(prover.Verifier.Allowed);
        root.Statement.Attribution.ShouldBe(Attributed(BatchProver.Plan(shards)));
    }

    private static void Compare(Statement statement, BatchExecution execution)
    {
        ShardStatement first = execution.Shards[0].Statement;
        ShardStatement last = execution.Shards[^1].Statement;
        statement.Batch.ShouldBe(Batch);
        statement.FirstShard.ShouldBe(0);
        statement.ShardCount.ShouldBe(execution.Shards.Count);
        Field(statement, "Domain").ShouldBe(first.Domain.Elements.ToArray());
        Field(statement, "StateIn").ShouldBe(execution.StateIn.Elements.ToArray());
        Field(statement, "StateOut").ShouldBe(execution.StateOut.Elements.ToArray());
        Field(statement, "DataIn").ShouldBe(new KoalaBear[Digest8.WordCount]);
        Field(statement, "DataOut").ShouldBe(execution.Commitment.DataOut.Elements.ToArray());
        Field(statement, "Point").ShouldBe(Elements(execution.Commitment.Point));
        Field(statement, "EvaluationIn").ShouldBe(Elements(Ext5.One));
        Field(statement, "EvaluationOut").ShouldBe(Elements(execution.Commitment.Evaluation));
        Field(statement, "FeesIn").ShouldBe(new KoalaBear[Gwei.LimbCount]);
        last.FeesOut.ShouldBe(Gwei.Zero);
        Field(statement, "FeesOut").ShouldBe(new KoalaBear[Gwei.LimbCount]);
    }

    private static Digest8 Attributed(BatchPlan plan)
    {
        Digest8[] digests = new Digest8[plan.Tasks.Length];
        for (int i = 0; i < digests.Length; i++)
        {
            PlannedTask task = plan.Tasks[i];
            Payee payee = TransferBatch.PayeeOf(task);
            digests[i] = task.IsLeaf
                ? Attribution.OfLeaf(task.Index, payee)
                : Attribution.OfMerge(digests[task.Left], digests[task.Right], payee);
        }

        return digests[^1];
    }

    private static KoalaBear[] Field(Statement statement, string name) => statement.Field(name).ToArray();

    private static KoalaBear[] Elements(Ext5 value) => [value.C0, value.C1, value.C2, value.C3, value.C4];
}
