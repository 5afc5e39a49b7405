using System.Buffers;
using System.Text;

namespace P2PProver.Libp2p.Formats;

/// <summary>Appends the fields of a protocol buffers message in the order of the calls, each in its shortest form.</summary>
public sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>What was written so far; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => _output.WrittenSpan;

    /// <summary>Appends a field of bytes, empty ones too.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, ProtoWireType.Bytes);
        Varint.WritePrefixed(_output, value);
        return this;
    }

    /// <summary>Appends a field of text.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Appends a message inside this one.</summary>
    public ProtoWriter Message(int field, ProtoWriter value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Bytes(field, value.Written);
    }

    /// <summary>Appends a field that is a number, of up to 64 bits.</summary>
    public ProtoWriter Number(int field, ulong value)
    {
        Tag(field, ProtoWireType.Varint);
        Span<byte> bytes = _output.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        _output.Advance(length);
        return this;
    }

    /// <summary>A copy of the message.</summary>
    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    private void Tag(int field, ProtoWireType type) => Varint.Write(_output, ((ulong)field << 3) | (ulong)type);
}
