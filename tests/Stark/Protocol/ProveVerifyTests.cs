namespace P2PProver.Stark.Tests.Protocol;

public sealed class ProveVerifyTests
{
    public static TheoryData<ProofParameters> Sets =>
    [
        ProofParameters.InsecureTest,
        ProofParameters.InsecureTest with { LogBlowup = 1, LogFoldingArity = 1, CapHeight = 0, FoldGrindingBits = 0 },
        ProofParameters.InsecureTest with { LogBlowup = 3, LogFoldingArity = 3, LogFinalLength = 2 },
        ProofParameters.InsecureTest with { LookupGrindingBits = 0, BatchGrindingBits = 0, QueryGrindingBits = 0, QueryCount = 40 },
        ProofParameters.P100,
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
}
