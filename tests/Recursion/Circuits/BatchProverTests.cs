using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Recursion.Tests.Circuits;

public sealed class BatchProverTests(ChainFixture fixture, ITestOutputHelper output) : IClassFixture<ChainFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Batch_OfFewShards_BecomesOneProofThatSaysWhatReplaySays(int shards) => ProveAndCompare(shards);

    [TierTheory(TestTier.Full)]
    [InlineData(8)]
    [InlineData(9)]
    public void Batch_OfMoreShards_BecomesOneProofThatSaysWhatReplaySays(int shards) => ProveAndCompare(shards);

    [Fact]
    public void LeafAndMerge_HaveTheSameShapeAndOtherKeys()
    {
        output.WriteLine(Describe("leaf", fixture.Circuits.LeafProgram) + Describe("merge", fixture.Circuits.MergeProgram));

        fixture.Verifier.LeafKey.MachineDigest.ShouldBe(fixture.Verifier.MergeKey.MachineDigest);
        fixture.Verifier.LeafKey.Digest.ShouldNotBe(fixture.Verifier.MergeKey.Digest);
    }

    [Fact]
    public void Statement_WithAnyElementChanged_IsRefused()
    {
        RecursionProof merged = fixture.Merge(fixture.Leaf(0), fixture.Leaf(1));
        foreach (RecursionProof proof in new[] { fixture.Leaf(0), merged })
        {
            for (int i = 0; i < fixture.Layout.Count; i++)
            {
                KoalaBear[] values = proof.Statement.Values.ToArray();
                values[i] += KoalaBear.One;
                Statement? changed = Statement.TryRead(fixture.Layout, values);

                (changed is not null && fixture.Verifier.Verify(changed, proof.Bytes.Span).IsValid).ShouldBeFalse($"element {i}");
            }
        }
    }

    [Fact]
    public void ForgedShardProof_IsRefused()
    {
        byte[] proof = fixture.ProveShard(ChainFixture.Domain, 0);
        proof[^1] ^= 1;
        ProveFault? fault = fixture.Prover.TryProveLeaf(
            default, 0, ChainFixture.PayeeOf(1), ChainFixture.ShardValues(ChainFixture.Domain, 0), proof, out RecursionProof? leaf);

        fault.ShouldNotBeNull().Child.IsValid.ShouldBeFalse();
        leaf.ShouldBeNull();
    }

    [Fact]
    public void Nobody_IsRefusedAsPayee()
    {
        byte[] shard = fixture.ProveShard(ChainFixture.Domain, 0);

        fixture.Prover.TryProveLeaf(default, 0, default, ChainFixture.ShardValues(ChainFixture.Domain, 0), shard, out _)
            .ShouldNotBeNull().Statement.ShouldBe(StatementFault.NoPayee);
        fixture.Prover.TryProveMerge(fixture.Leaf(0), fixture.Leaf(1), default, out _)
            .ShouldNotBeNull().Statement.ShouldBe(StatementFault.NoPayee);
    }

    [Fact]
    public void Cancelled_Prover_Stops()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => fixture.Prover.TryProveMerge(
            fixture.Leaf(0), fixture.Leaf(1), ChainFixture.PayeeOf(1), out _, null, cancelled.Token));
    }

    [Fact]
    public void Budget_TooSmallForOneProof_IsRefused()
    {
        using CpuBackend backend = new(threads: 1);

        Should.Throw<ArgumentException>(() => new BatchProver(fixture.Circuits, backend, new ProverBudget(Threads: 1, MemoryBytes: 1000)));
    }

    [Fact]
    public void Proofs_DependOnNothingButTheirInputs()
    {
        byte[] shard = fixture.ProveShard(ChainFixture.Domain, 0);
        KoalaBear[] values = ChainFixture.ShardValues(ChainFixture.Domain, 0);
        fixture.Prover.TryProveLeaf(ChainFixture.Batch(0), 0, ChainFixture.PayeeOf(1), values, shard, out RecursionProof? again).ShouldBeNull();

        again!.Bytes.ToArray().ShouldBe(fixture.Leaf(0).Bytes.ToArray());
    }

    private void ProveAndCompare(int shards)
    {
        RecursionProof root = fixture.Root(shards);
        Statement statement = root.Statement;

        fixture.Verifier.Verify(statement, root.Bytes.Span).ShouldBe(VerifyResult.Valid);
        statement.Allowed.ShouldBe(fixture.Verifier.Allowed);
        statement.Batch.ShouldBe(ChainFixture.Batch(0));
        statement.FirstShard.ShouldBe(0);
        statement.ShardCount.ShouldBe(shards);
        statement.Field("Domain").ToArray().ShouldBe([ChainFixture.Domain]);
        statement.Field("StateIn").ToArray().ShouldBe([KoalaBear.One]);
        statement.Field("StateOut").ToArray().ShouldBe([ChainFixture.ShardValues(ChainFixture.Domain, shards - 1)[2]]);
        statement.Attribution.ShouldBe(Attributed(BatchProver.Plan(shards)));
    }

    private static Digest8 Attributed(BatchPlan plan)
    {
        Digest8[] digests = new Digest8[plan.Tasks.Length];
        for (int i = 0; i < digests.Length; i++)
        {
            PlannedTask task = plan.Tasks[i];
            digests[i] = task.IsLeaf
                ? Attribution.OfLeaf(task.Index, ChainFixture.PayeeOf(1))
                : Attribution.OfMerge(digests[task.Left], digests[task.Right], ChainFixture.PayeeOf(2));
        }

        return digests[^1];
    }

    private static string Describe(string name, CircuitProgram program) =>
        $"{name}: permutations {program.PermutationRows}, extension {program.ExtensionRows}, base {program.BaseRows}, pack {program.PackRows}; ";
}
