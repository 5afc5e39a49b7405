using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Machine;

public sealed class ShardProofTests : IDisposable
{
    private const ulong Seed = 0x5AA2D;

    private readonly CpuBackend _backend = new(threads: 1);

    [Fact]
    public void Proof_OfEveryKind_Verifies()
    {
        ShardExecution shard = Shard();
        using ShardProver prover = new(ShardBatches.Medium, ProofParameters.InsecureTest, _backend, threads: 1);

        byte[] proof = prover.Prove(shard);

        prover.Verifier.Verify(shard.Statement, proof).ShouldBe(VerifyResult.Valid);
        CheckChangedStatements(prover.Verifier, shard.Statement, proof);
        CheckChangedBytes(prover.Verifier, shard.Statement, proof, samples: 40);
    }

    [TierFact(TestTier.Long)]
    public void Proof_UnderP100_VerifiesAndNoChangedByteDoes()
    {
        ShardExecution shard = Shard();
        using ShardProver prover = new(ShardBatches.Medium, ProofParameters.P100, _backend, threads: 1);

        byte[] proof = prover.Prove(shard);

        prover.Verifier.Verify(shard.Statement, proof).ShouldBe(VerifyResult.Valid);
        CheckChangedBytes(prover.Verifier, shard.Statement, proof, samples: 500);
    }

    [TierFact(TestTier.Long)]
    public void Proof_OfTheRollupsOwnSizes_Verifies()
    {
        ShardExecution shard = ShardBatches.Execute(ShardBatches.EveryKind(BatchShape.Standard)).Shards.ShouldHaveSingleItem();
        using ShardProver prover = new(ShardMachine.Standard, ProofParameters.P100, _backend, threads: 1);

        byte[] proof = prover.Prove(shard);

        ShardVerifier.Create(new ShardMachine(BatchShape.Standard), ProofParameters.P100, threads: 1)
            .Verify(shard.Statement, proof).ShouldBe(VerifyResult.Valid);
    }

    [Fact]
    public void Proof_OfABrokenRule_IsRefused()
    {
        ShardExecution shard = Shard();
        ShardExecution forged = ForgedShards.With(shard, shard.Statement with { FeesOut = new Gwei(1) });
        using ShardProver prover = new(ShardBatches.Medium, ProofParameters.InsecureTest, _backend, threads: 1);

        prover.Verifier.Verify(forged.Statement, prover.Prove(forged)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Proof_OfAnyNumberOfThreads_IsTheSame()
    {
        ShardExecution shard = ShardBatches.Execute(new Ledger(2, 100, ShardBatches.Small.Shape).Transfer(0, 1, 3)).Shards[0];
        using ShardProver one = new(ShardBatches.Small, ProofParameters.InsecureTest, _backend, threads: 1);
        using CpuBackend parallel = new(threads: 3);
        using ShardProver three = new(ShardBatches.Small, ProofParameters.InsecureTest, parallel, threads: 3);

        three.Prove(shard).ShouldBe(one.Prove(shard));
    }

    [Fact]
    public void Key_OfOneMachine_IsReproducible()
    {
        ShardVerifier key = ShardVerifier.Create(new ShardMachine(new BatchShape(3, 5)), ProofParameters.P100, threads: 1);

        ShardVerifier.Create(ShardBatches.Small, ProofParameters.P100, threads: 2).Key.Digest.ShouldBe(key.Key.Digest);
        ShardVerifier.Create(new ShardMachine(new BatchShape(4, 5)), ProofParameters.P100, threads: 1).Key.Digest.ShouldNotBe(key.Key.Digest);
        ShardVerifier.Create(new ShardMachine(new BatchShape(3, 4)), ProofParameters.P100, threads: 1).Key.Digest.ShouldNotBe(key.Key.Digest);
        ShardVerifier.Create(ShardBatches.Small, ProofParameters.P124, threads: 1).Key.Digest.ShouldNotBe(key.Key.Digest);
    }

    public void Dispose() => _backend.Dispose();

    private static ShardExecution Shard() => ShardBatches.Execute(ShardBatches.EveryKind()).Shards.ShouldHaveSingleItem();

    private static void CheckChangedStatements(ShardVerifier verifier, ShardStatement statement, byte[] proof)
    {
        KoalaBear[] values = statement.ToPublicValues();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += KoalaBear.One;
            StarkVerifier.Verify(verifier.Key, values, proof).IsValid.ShouldBeFalse($"public value {i}");
            values[i] -= KoalaBear.One;
        }
    }

    private static void CheckChangedBytes(ShardVerifier verifier, ShardStatement statement, byte[] proof, int samples)
    {
        Prng prng = new(Seed);
        for (int i = 0; i < samples; i++)
        {
            int index = prng.NextInt(proof.Length);
            byte change = (byte)prng.NextInt(1, 256);
            proof[index] ^= change;
            verifier.Verify(statement, proof).IsValid.ShouldBeFalse(FormattableString.Invariant($"seed {Seed}, byte {index} ^ {change}"));
            proof[index] ^= change;
        }

        verifier.Verify(statement, proof.AsSpan(0, proof.Length - 1)).IsValid.ShouldBeFalse();
        verifier.Verify(statement, [.. proof, 0]).IsValid.ShouldBeFalse();
    }
}
