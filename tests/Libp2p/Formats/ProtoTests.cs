using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Tests.Formats;

public sealed class ProtoTests
{
    [Fact]
    public void Writer_FieldsOfEachKind_AreReadBackInOrder()
    {
        byte[] message = new ProtoWriter().Number(1, ulong.MaxValue).Text(2, "two").Message(3, new ProtoWriter().Bytes(1, [7, 8])).Bytes(4, []).ToArray();

        ProtoReader reader = new(message);
        reader.Next().ShouldBeTrue();
        reader.Is(1, ProtoWireType.Varint).ShouldBeTrue();
        reader.Number.ShouldBe(ulong.MaxValue);
        reader.Next().ShouldBeTrue();
        reader.Bytes.SequenceEqual("two"u8).ShouldBeTrue();
        reader.Next().ShouldBeTrue();
        reader.Bytes.ToArray().ShouldBe([0x0a, 2, 7, 8]);
        reader.Next().ShouldBeTrue();
        reader.Is(4, ProtoWireType.Bytes).ShouldBeTrue();
        reader.Bytes.Length.ShouldBe(0);
        reader.Next().ShouldBeFalse();
        reader.Malformed.ShouldBeFalse();
    }

    [Fact]
    public void Reader_FixedNumbers_AreSkippedOver()
    {
        ProtoReader reader = new([0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x18, 5]);
        reader.Next().ShouldBeTrue();
        reader.Next().ShouldBeTrue();
        reader.Next().ShouldBeTrue();
        reader.Number.ShouldBe(5ul);
    }

    [Theory]
    [InlineData("08")] // no value
    [InlineData("0a05ff")] // longer than the message
    [InlineData("0affffffffffffffffff01")] // a length of 2^64 - 1
    [InlineData("0b")] // a group
    [InlineData("0e")] // no such type
    [InlineData("0001")] // field zero
    [InlineData("08ffffffffffffffffffff01")] // eleven bytes
    [InlineData("08ffffffffffffffffff02")] // more than 64 bits
    [InlineData("0d010203")] // fixed, cut short
    public void Reader_MalformedMessage_StopsAndSaysSo(string hex)
    {
        ProtoReader reader = new(Convert.FromHexString(hex));
        while (reader.Next())
        {
        }

        reader.Malformed.ShouldBeTrue();
        reader.Next().ShouldBeFalse();
    }
}
