using System.Buffers.Text;

namespace P2PProver.Libp2p.Formats;

/// <summary>Text whose first character names its base: 'z' base58btc, 'b' base32 without padding, 'u' base64url without padding.</summary>
public static class Multibase
{
    /// <summary>The longest text that is decoded.</summary>
    public const int CharsMax = 512;

    private const string Base32Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Base 58 of Bitcoin, after 'z'.</summary>
    public static string EncodeBase58(ReadOnlySpan<byte> bytes) => "z" + Base58.Encode(bytes);

    /// <summary>Base 32 of RFC 4648 in small letters without padding, after 'b'.</summary>
    public static string EncodeBase32(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[1 + (((bytes.Length * 8) + 4) / 5)];
        text[0] = 'b';
        int buffer = 0, bits = 0, length = 1;
        foreach (byte value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[length++] = Base32Alphabet[(buffer >> (bits - 5)) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text[length] = Base32Alphabet[(buffer << (5 - bits)) & 31];
        }

        return new string(text);
    }

    /// <summary>Base 64 of RFC 4648 with the alphabet for addresses, without padding, after 'u'.</summary>
    public static string EncodeBase64Url(ReadOnlySpan<byte> bytes) => "u" + Base64Url.EncodeToString(bytes);

    /// <summary>The bytes of a text in one of the three bases; false for another base and for what the encoder does not write.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.IsEmpty || text.Length > CharsMax)
        {
            return false;
        }

        ReadOnlySpan<char> body = text[1..];
        return text[0] switch
        {
            'z' => Base58.TryDecode(body, out bytes),
            'b' => TryDecodeBase32(body, out bytes),
            'u' => TryDecodeBase64Url(body, out bytes),
            _ => false,
        };
    }

    private static bool TryDecodeBase32(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[text.Length * 5 / 8];
        int buffer = 0, bits = 0, length = 0;
        foreach (char letter in text)
        {
            int digit = Base32Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            buffer = (buffer << 5) | digit;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[length++] = (byte)(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }

        // Left-over bits are fewer than a digit and zero, or a second text would mean the same bytes.
        return bits < 5 && buffer == 0;
    }

    private static bool TryDecodeBase64Url(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text, out int length) || !Base64Url.TryDecodeFromChars(text, bytes, out int written) || written != length)
        {
            return false;
        }

        bytes = bytes[..length];
        return text.SequenceEqual(Base64Url.EncodeToString(bytes));
    }
}
