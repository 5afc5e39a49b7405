using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace P2PProver.Mesh.MessagePack;

/// <summary>Writes values in canonical MessagePack: the shortest form of each, so that one value has one encoding. Not for several threads.</summary>
public sealed class MessagePackWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _output.WrittenSpan;

    /// <summary>A copy of what was written so far.</summary>
    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    /// <summary>Begins an array; its elements are written next.</summary>
    public MessagePackWriter Array(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= MessagePackCode.FixArrayCountMax)
        {
            return Raw((byte)(MessagePackCode.FixArray + count));
        }

        return count <= ushort.MaxValue
            ? Headed(MessagePackCode.Array16, (ulong)count, sizeof(ushort))
            : Headed(MessagePackCode.Array32, (ulong)count, sizeof(uint));
    }

    /// <summary>Writes the absence of a value.</summary>
    public MessagePackWriter Nil() => Raw(MessagePackCode.Nil);

    /// <summary>Writes a truth value.</summary>
    public MessagePackWriter Boolean(bool value) => Raw(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes a number.</summary>
    public MessagePackWriter Number(ulong value) => value switch
    {
        <= MessagePackCode.PositiveFixIntMax => Raw((byte)value),
        <= byte.MaxValue => Headed(MessagePackCode.UInt8, value, sizeof(byte)),
        <= ushort.MaxValue => Headed(MessagePackCode.UInt16, value, sizeof(ushort)),
        <= uint.MaxValue => Headed(MessagePackCode.UInt32, value, sizeof(uint)),
        _ => Headed(MessagePackCode.UInt64, value, sizeof(ulong)),
    };

    /// <summary>Writes a number that may be negative.</summary>
    public MessagePackWriter SignedNumber(long value) => value switch
    {
        >= 0 => Number((ulong)value),
        >= MessagePackCode.NegativeFixIntMin => Raw((byte)value),
        >= sbyte.MinValue => Headed(MessagePackCode.Int8, (ulong)value, sizeof(byte)),
        >= short.MinValue => Headed(MessagePackCode.Int16, (ulong)value, sizeof(ushort)),
        >= int.MinValue => Headed(MessagePackCode.Int32, (ulong)value, sizeof(uint)),
        _ => Headed(MessagePackCode.Int64, (ulong)value, sizeof(ulong)),
    };

    /// <summary>Writes bytes.</summary>
    public MessagePackWriter Binary(ReadOnlySpan<byte> value)
    {
        _ = value.Length switch
        {
            <= byte.MaxValue => Headed(MessagePackCode.Bin8, (ulong)value.Length, sizeof(byte)),
            <= ushort.MaxValue => Headed(MessagePackCode.Bin16, (ulong)value.Length, sizeof(ushort)),
            _ => Headed(MessagePackCode.Bin32, (ulong)value.Length, sizeof(uint)),
        };
        _output.Write(value);
        return this;
    }

    /// <summary>Writes a string as UTF-8.</summary>
    /// <exception cref="EncoderFallbackException">The string holds half a surrogate pair, which no reader would accept.</exception>
    public MessagePackWriter Text(string value)
    {
        byte[] text = StrictUtf8.GetBytes(value);
        _ = text.Length switch
        {
            <= MessagePackCode.FixStrBytesMax => Raw((byte)(MessagePackCode.FixStr + text.Length)),
            <= byte.MaxValue => Headed(MessagePackCode.Str8, (ulong)text.Length, sizeof(byte)),
            <= ushort.MaxValue => Headed(MessagePackCode.Str16, (ulong)text.Length, sizeof(ushort)),
            _ => Headed(MessagePackCode.Str32, (ulong)text.Length, sizeof(uint)),
        };
        _output.Write(text);
        return this;
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private MessagePackWriter Raw(byte code)
    {
        _output.GetSpan(1)[0] = code;
        _output.Advance(1);
        return this;
    }

    /// <summary>Writes a first byte and the low bytes of a number, big-endian.</summary>
    private MessagePackWriter Headed(byte code, ulong value, int bytes)
    {
        Span<byte> target = _output.GetSpan(1 + sizeof(ulong));
        target[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(target[1..], value << (64 - (8 * bytes)));
        _output.Advance(1 + bytes);
        return this;
    }
}
