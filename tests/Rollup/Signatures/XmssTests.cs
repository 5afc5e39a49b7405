using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Signatures;

public sealed class XmssTests
{
    private static readonly Digest8 Message = RollupHash.Compress(default, default);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(63u)]
    public void Sign_AnySlot_Verifies(uint slot)
    {
        XmssKey key = TestKeys.Get(1);

        XmssSignature signature = key.Sign(new Slot(slot), Message);

        XmssVerifier.Verify(key.PublicKey, new Slot(slot), Message, signature).ShouldBe(SignatureVerdict.Valid);
    }

    [Fact]
    public void Constants_AreThoseOfTheScheme()
    {
        Xmss.VerifySteps.ShouldBe(110);
        XmssSignature.ElementCount.ShouldBe(238);
        XmssSignature.Bytes.ShouldBe(923);
    }
}
