using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Tests.Formats;

public sealed class VarintTests
{
    // The examples of the unsigned-varint specification, and the ends of the range.
    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(127, "7f")]
    [InlineData(128, "8001")]
    [InlineData(255, "ff01")]
    [InlineData(300, "ac02")]
    [InlineData(16384, "808001")]
    [InlineData(long.MaxValue, "ffffffffffffffff7f")]
    public void Varint_OfTheSpecification_IsWrittenAndRead(ulong value, string hex)
    {
        byte[] bytes = new byte[Varint.BytesMax];
        int written = Varint.Write(bytes, value);
        Convert.ToHexStringLower(bytes.AsSpan(0, written)).ShouldBe(hex);
        Varint.LengthOf(value).ShouldBe(written);
        Varint.TryRead([.. bytes.AsSpan(0, written), 0xff], out ulong read, out int length).ShouldBe(ReadStatus.Done);
        read.ShouldBe(value);
        length.ShouldBe(written);
    }

    [Theory]
    [InlineData("8000")]
    [InlineData("ff00")]
    [InlineData("80808000")]
    [InlineData("ffffffffffffffffff")]
    [InlineData("ffffffffffffffffff01")]
    [InlineData("808080808080808080")]
    public void Varint_NotShortestOrTooLong_IsMalformed(string hex) =>
        Varint.TryRead(Convert.FromHexString(hex), out _, out _).ShouldBe(ReadStatus.Malformed);

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("ffffffffffffffff")]
    public void Varint_CutShort_NeedsMore(string hex) => Varint.TryRead(Convert.FromHexString(hex), out _, out _).ShouldBe(ReadStatus.NeedMore);

    [Fact]
    public void Varint_AboveSixtyThreeBits_IsNotWritten() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Varint.Write(new byte[10], 1ul << 63));
}
