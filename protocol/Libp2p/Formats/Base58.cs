namespace P2PProver.Libp2p.Formats;

/// <summary>
/// Base 58 with the Bitcoin alphabet. The work grows with the square of the length, so both directions are capped.
/// </summary>
public static class Base58
{
    /// <summary>The most bytes that are encoded or decoded.</summary>
    public const int BytesMax = 128;

    /// <summary>The most characters that are decoded: no value of <see cref="BytesMax"/> bytes needs more.</summary>
    public const int CharsMax = 176;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The text of some bytes; each leading zero byte becomes a '1'.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="BytesMax"/> bytes.</exception>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, BytesMax, nameof(bytes));
        int zeros = bytes.IndexOfAnyExcept((byte)0) is int first and >= 0 ? first : bytes.Length;

        // Digits, least significant first: each byte multiplies what is there by 256 and adds itself.
        Span<byte> digits = stackalloc byte[CharsMax];
        int count = 0;
        foreach (byte value in bytes[zeros..])
        {
            int carry = value;
            for (int i = 0; i < count; i++)
            {
                carry += digits[i] << 8;
                digits[i] = (byte)(carry % 58);
                carry /= 58;
            }

            for (; carry > 0; carry /= 58)
            {
                digits[count++] = (byte)(carry % 58);
            }
        }

        Span<char> text = stackalloc char[zeros + count];
        text[..zeros].Fill('1');
        for (int i = 0; i < count; i++)
        {
            text[zeros + i] = Alphabet[digits[count - 1 - i]];
        }

        return new string(text);
    }

    /// <summary>The bytes of a text; false for a foreign character and for texts that are too long.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length > CharsMax)
        {
            return false;
        }

        int zeros = text.IndexOfAnyExcept('1') is int first and >= 0 ? first : text.Length;
        Span<byte> reversed = stackalloc byte[CharsMax];
        int count = 0;
        foreach (char letter in text[zeros..])
        {
            int carry = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (carry < 0)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                carry += reversed[i] * 58;
                reversed[i] = (byte)carry;
                carry >>= 8;
            }

            for (; carry > 0; carry >>= 8)
            {
                reversed[count++] = (byte)carry;
            }
        }

        if (zeros + count > BytesMax)
        {
            return false;
        }

        bytes = new byte[zeros + count];
        reversed[..count].CopyTo(bytes.AsSpan(zeros));
        bytes.AsSpan(zeros).Reverse();
        return true;
    }
}
