using P2PProver.Mesh.MessagePack;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.MessagePack;

/// <summary>Refusals and bounds of the reader, and that it takes back whatever the writer writes.</summary>
public sealed class MessagePackReaderTests
{
    private static readonly ulong[] Edges =
        [0, 1, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, (ulong)uint.MaxValue + 1, long.MaxValue, (ulong)long.MaxValue + 1, ulong.MaxValue];

    private static readonly long[] NegativeEdges =
        [-1, -32, -33, -128, -129, -32768, -32769, int.MinValue, (long)int.MinValue - 1, long.MinValue];

    [Fact]
    public void Numbers_AtEveryEdge_ComeBack()
    {
        foreach (ulong value in Edges)
        {
            MessagePackReader reader = new(new MessagePackWriter().Number(value).Written);
            reader.TryReadNumber(ulong.MaxValue, out ulong read).ShouldBeTrue();
            read.ShouldBe(value);
            reader.TryEnd().ShouldBeTrue();
            if (value <= long.MaxValue)
            {
                MessagePackReader signed = new(new MessagePackWriter().SignedNumber((long)value).Written);
                signed.TryReadSignedNumber(out long same).ShouldBeTrue();
                same.ShouldBe((long)value);
            }
        }

        foreach (long value in NegativeEdges)
        {
            MessagePackReader reader = new(new MessagePackWriter().SignedNumber(value).Written);
            reader.TryReadSignedNumber(out long read).ShouldBeTrue(reader.Fault.ToString());
            read.ShouldBe(value);
            reader.TryEnd().ShouldBeTrue();
            MessagePackReader unsigned = new(new MessagePackWriter().SignedNumber(value).Written);
            unsigned.TryReadNumber(ulong.MaxValue, out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("d005", MessagePackFault.NotShortest)]
    [InlineData("d1ff80", MessagePackFault.NotShortest)]
    [InlineData("d2ffff8000", MessagePackFault.NotShortest)]
    [InlineData("d3ffffffff80000000", MessagePackFault.NotShortest)]
    [InlineData("d37fffffffffffffff", MessagePackFault.NotShortest)]
    [InlineData("d1ff", MessagePackFault.Truncated)]
    [InlineData("", MessagePackFault.Truncated)]
    [InlineData("a0", MessagePackFault.WrongType)]
    [InlineData("c1", MessagePackFault.UnsupportedType)]
    [InlineData("cb3ff0000000000000", MessagePackFault.UnsupportedType)]
    [InlineData("cfffffffffffffffff", MessagePackFault.BadValue)]
    public void SignedNumber_NotCanonical_IsRefused(string hex, MessagePackFault fault)
    {
        MessagePackReader reader = new(Convert.FromHexString(hex));
        reader.TryReadSignedNumber(out _).ShouldBeFalse();
        reader.Fault.ShouldBe(fault);
        reader.TryEnd().ShouldBeFalse();
    }

    [Theory]
    [InlineData("c403010203", 2, MessagePackFault.TooLong)]
    [InlineData("c6ffffffff", int.MaxValue, MessagePackFault.TooLong)]
    [InlineData("c67fffffff", int.MaxValue, MessagePackFault.Truncated)]
    [InlineData("c5000101", 9, MessagePackFault.NotShortest)]
    [InlineData("c6000000ff", 300, MessagePackFault.NotShortest)]
    [InlineData("c40201", 9, MessagePackFault.Truncated)]
    [InlineData("a101", 9, MessagePackFault.WrongType)]
    public void Binary_BeyondItsBoundOrForm_IsRefused(string hex, int bytesMax, MessagePackFault fault)
    {
        MessagePackReader reader = new(Convert.FromHexString(hex));
        reader.TryReadBinary(bytesMax, out _).ShouldBeFalse();
        reader.Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData("a2c328", MessagePackFault.BadValue)]
    [InlineData("a3eda080", MessagePackFault.BadValue)]
    [InlineData("a4616263", MessagePackFault.Truncated)]
    [InlineData("a461626364", MessagePackFault.TooLong)]
    [InlineData("d90161", MessagePackFault.NotShortest)]
    [InlineData("c40161", MessagePackFault.WrongType)]
    public void Text_IllFormedOrTooLong_IsRefused(string hex, MessagePackFault fault)
    {
        MessagePackReader reader = new(Convert.FromHexString(hex));
        reader.TryReadText(hex == "a4616263" ? 4 : 3, out _).ShouldBeFalse();
        reader.Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData("9a", 9, MessagePackFault.TooLong)]
    [InlineData("ddffffffff", int.MaxValue, MessagePackFault.TooLong)]
    [InlineData("dc000f", 99, MessagePackFault.NotShortest)]
    [InlineData("dd0000ffff", 99999, MessagePackFault.NotShortest)]
    [InlineData("dc00", 99, MessagePackFault.Truncated)]
    [InlineData("80", 9, MessagePackFault.UnsupportedType)]
    public void Array_BeyondItsBoundOrForm_IsRefused(string hex, int countMax, MessagePackFault fault)
    {
        MessagePackReader reader = new(Convert.FromHexString(hex));
        reader.TryReadArray(countMax, out _).ShouldBeFalse();
        reader.Fault.ShouldBe(fault);
    }

    [Fact]
    public void Reader_AfterAFault_ReadsNothingMore()
    {
        MessagePackReader reader = new([0xc3, 0x01, 0x02]);
        reader.TryReadNumber(9, out _).ShouldBeFalse();
        reader.TryReadBoolean(out _).ShouldBeFalse();
        reader.TryReadNil().ShouldBeFalse();
        reader.TryReadArray(9, out _).ShouldBeFalse();
        reader.Fault.ShouldBe(MessagePackFault.WrongType);
        reader.Position.ShouldBe(0);
    }

    [Fact]
    public void TryEnd_WithBytesLeft_IsRefused()
    {
        MessagePackReader reader = new([0x01, 0x02]);
        reader.TryReadNumber(9, out _).ShouldBeTrue();
        reader.TryEnd().ShouldBeFalse();
        reader.Fault.ShouldBe(MessagePackFault.TrailingBytes);
    }

    [Fact]
    public void Lengths_AroundEveryForm_ComeBack()
    {
        TestRandom random = new(1);
        foreach (int length in new[] { 0, 15, 16, 31, 32, 255, 256, 65535, 65536 })
        {
            byte[] bytes = random.Bytes(length);
            string text = new('x', length);
            MessagePackWriter writer = new MessagePackWriter().Array(length).Binary(bytes).Text(text);
            MessagePackReader reader = new(writer.Written);
            reader.TryReadArray(length, out int count).ShouldBeTrue();
            count.ShouldBe(length);
            reader.TryReadExactly(length, out ReadOnlySpan<byte> read).ShouldBeTrue();
            read.SequenceEqual(bytes).ShouldBeTrue();
            reader.TryReadText(length, out string back).ShouldBeTrue();
            back.ShouldBe(text);
            reader.TryEnd().ShouldBeTrue();
        }
    }
}
