using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

[Collection(ExclusiveTests.Name)]
public sealed class ResourceTests
{
    [Fact]
    public void Prover_ReturnsEveryBufferItTook()
    {
        long before = FieldBufferPool.Shared.BytesInUse;
        using (new ProofFixture(ProofParameters.InsecureTest))
        {
            // The fixture proves in its constructor; everything but its key is back already.
        }

        FieldBufferPool.Shared.BytesInUse.ShouldBe(before);
    }

    [Fact]
    public void Verifier_AllocatesNoMoreForGarbageThanForAProof()
    {
        using ProofFixture fixture = new(ProofParameters.InsecureTest);
        long honest = Allocated(fixture, fixture.Proof);
        Prng prng = new(ProofFixture.Seed);
        for (int i = 0; i < 64; i++)
        {
            byte[] garbage = new byte[prng.NextInt(4 * fixture.Proof.Length)];
            prng.NextBytes(garbage);

            Allocated(fixture, garbage).ShouldBeLessThanOrEqualTo(2 * honest);
        }
    }

    private static long Allocated(ProofFixture fixture, byte[] proof)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = fixture.Verify(proof);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
