using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

public sealed class ProveVerifyTests
{
    public static TheoryData<ProofParameters> Sets =>
    [
        ProofParameters.InsecureTest,
        ProofParameters.InsecureTest with { LogBlowup = 1, LogFoldingArity = 1, CapHeight = 0, FoldGrindingBits = 0 },
        ProofParameters.InsecureTest with { LogBlowup = 3, LogFoldingArity = 3, LogFinalLength = 2 },
        ProofParameters.InsecureTest with { LookupGrindingBits = 0, BatchGrindingBits = 0, QueryGrindingBits = 0, QueryCount = 40 },
        ProofParameters.InsecureTest with { Hash = HashId.Poseidon1 },
        ProofParameters.InsecureTest with { Hash = HashId.Keccak256 },
        ProofParameters.InsecureTest with { Hash = HashId.Keccak256Bytes26 },
        ProofParameters.P100,
        ProofParameters.P100 with { Hash = HashId.Keccak256, QueryGrindingBits = 12 },
    ];

    [Theory]
    [MemberData(nameof(Sets))]
    public void HonestProof_IsAccepted(ProofParameters parameters)
    {
        using ProofFixture fixture = new(parameters);

        fixture.Verify(fixture.Proof).ShouldBe(VerifyResult.Valid);
    }

    [Fact]
    public void ThreadCount_NeverChangesAByte()
    {
        using ProofFixture fixture = new(ProofParameters.InsecureTest);
        foreach (int threads in new[] { 2, 3 })
        {
            using CpuBackend backend = new(threads);
            using ProvingKey key = ProvingKey.Create(SmallMachine.Machine, ProofParameters.InsecureTest, SmallMachine.Preprocessed(), backend);
            SmallWitness witness = SmallMachine.Witness(ProofFixture.Seed);

            StarkProver.Prove(key, witness.Traces, witness.PublicValues, backend, threads).ShouldBe(fixture.Proof);
        }
    }

    [Fact]
    public void Poseidon2Table_AtP100_IsProvenAndVerified()
    {
        Poseidon2Table table = new(logHeight: 4, permutationsPerRow: 8);
        Machine machine = new("poseidon2", 1, [table.Table], publicValueCount: 0);
        using CpuBackend backend = new(threads: 2);
        using ProvingKey key = ProvingKey.Create(machine, ProofParameters.P100, [null], backend);

        byte[] proof = StarkProver.Prove(key, [table.GenerateTrace(ProofFixture.Seed, threads: 2)], default, backend, threads: 2);

        StarkVerifier.Verify(key.VerifyingKey, [], proof).ShouldBe(VerifyResult.Valid);
    }

    [Theory]
    [InlineData(HashId.Poseidon2)]
    [InlineData(HashId.Keccak256)]
    [InlineData(HashId.Keccak256Bytes26)]
    public void FullSizeProof_WithAnyOfManyBytesChanged_IsRefused(HashId hash)
    {
        using ProofFixture fixture = new(ProofParameters.P100 with { Hash = hash, QueryGrindingBits = 10 });
        Prng prng = new(ProofFixture.Seed);
        for (int i = 0; i < 300; i++)
        {
            byte[] proof = [.. fixture.Proof];
            int place = prng.NextInt(proof.Length);
            proof[place] ^= (byte)(1 << prng.NextInt(8));

            fixture.Verify(proof).IsValid.ShouldBeFalse($"byte {place}, seed {prng.Seed}");
        }
    }

    [Fact]
    public void Pitfall20_QueriesOfASmallDomain_RepeatAndAreLegal()
    {
        using ProofFixture fixture = new(ProofParameters.P100 with { QueryGrindingBits = 4, QueryCount = 200 });

        fixture.Parse().Challenges.Queries.Distinct().Count().ShouldBeLessThan(200);
        fixture.Verify(fixture.Proof).ShouldBe(VerifyResult.Valid);
    }
}
