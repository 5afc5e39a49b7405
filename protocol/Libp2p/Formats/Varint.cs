using System.Buffers;

namespace P2PProver.Libp2p.Formats;

/// <summary>
/// Unsigned integers of seven bits a byte, least significant first (multiformats unsigned-varint): at most nine bytes, and only the
/// shortest form, so that equal values have equal bytes.
/// </summary>
public static class Varint
{
    /// <summary>The longest form: 63 bits.</summary>
    public const int BytesMax = 9;

    /// <summary>The largest value that nine bytes hold.</summary>
    public const ulong ValueMax = long.MaxValue;

    /// <summary>Reads a value from the start of the input; <paramref name="length"/> is the number of bytes it took.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> input, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < Math.Min(input.Length, BytesMax);)
        {
            byte next = input[length];
            value |= (ulong)(next & 0x7f) << (7 * length);
            length++;
            if (next < 0x80)
            {
                return next == 0 && length > 1 ? ReadStatus.Malformed : ReadStatus.Done;
            }
        }

        return length == BytesMax ? ReadStatus.Malformed : ReadStatus.NeedMore;
    }

    /// <summary>The number of bytes that a value takes.</summary>
    public static int LengthOf(ulong value)
    {
        int length = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            length++;
        }

        return length;
    }

    /// <summary>Writes a value to the start of a buffer of at least <see cref="LengthOf"/> bytes.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is above <see cref="ValueMax"/>.</exception>
    public static int Write(Span<byte> output, ulong value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ValueMax);
        int length = 0;
        while (value >= 0x80)
        {
            output[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        output[length++] = (byte)value;
        return length;
    }

    /// <summary>Appends a value.</summary>
    public static void Write(IBufferWriter<byte> output, ulong value)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(Write(output.GetSpan(BytesMax), value));
    }

    /// <summary>Appends the length of some bytes, then the bytes.</summary>
    public static void WritePrefixed(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        Write(output, (ulong)bytes.Length);
        output.Write(bytes);
    }
}
