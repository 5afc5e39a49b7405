using System.Buffers;
using System.Buffers.Binary;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Eight field elements where a contract reads them: canonical 32-bit integers, big-endian.</summary>
public static class WireElements
{
    /// <summary>Clears what of a 32-bit word may reach p.</summary>
    private const uint HashWordMask = 0x3fffffff;

    private const string Prefix = "0x";

    public static void WriteDigest(in Digest8 digest, Span<byte> destination)
    {
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * sizeof(uint))..], digest.Elements[i].ToCanonical());
        }
    }

    /// <summary>Reads 32 bytes; false when there are not as many, or an integer is not below p.</summary>
    public static bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest)
    {
        digest = default;
        if (source.Length != Digest8.ByteCount)
        {
            return false;
        }

        Span<KoalaBear> elements = stackalloc KoalaBear[Digest8.WordCount];
        bool canonical = true;
        for (int i = 0; i < elements.Length; i++)
        {
            canonical &= KoalaBear.TryFromCanonical(BinaryPrimitives.ReadUInt32BigEndian(source[(i * sizeof(uint))..]), out elements[i]);
        }

        digest = canonical ? Digest8.FromElements(elements) : default;
        return canonical;
    }

    /// <summary>A 32-byte hash as eight elements: big-endian 32-bit words with the top two bits cleared, 240 bits in all.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public static Digest8 OfHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != Digest8.ByteCount)
        {
            throw new ArgumentException("A hash has exactly 32 bytes.", nameof(hash));
        }

        Span<KoalaBear> elements = stackalloc KoalaBear[Digest8.WordCount];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = KoalaBear.FromCanonical(BinaryPrimitives.ReadUInt32BigEndian(hash[(i * sizeof(uint))..]) & HashWordMask);
        }

        return Digest8.FromElements(elements);
    }

    /// <summary>Reads 0x and 64 hexadecimal digits; false for any other form, or a word that is not below p.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest8 digest)
    {
        Span<byte> bytes = stackalloc byte[Digest8.ByteCount];
        digest = default;
        return text.Length == Prefix.Length + (2 * Digest8.ByteCount)
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(text[Prefix.Length..], bytes, out _, out _) == OperationStatus.Done
            && TryReadDigest(bytes, out digest);
    }

    /// <summary>Reads 0x and eight hexadecimal digits for each element; false for any other form, or a word that is not below p.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, Span<KoalaBear> elements)
    {
        byte[] bytes = new byte[elements.Length * sizeof(uint)];
        if (text.Length != Prefix.Length + (2 * bytes.Length)
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(text[Prefix.Length..], bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        bool canonical = true;
        for (int i = 0; i < elements.Length; i++)
        {
            canonical &= KoalaBear.TryFromCanonical(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i * sizeof(uint))), out elements[i]);
        }

        return canonical;
    }

    /// <summary>0x and 64 hexadecimal digits.</summary>
    public static string ToHex(in Digest8 digest) => ToHex(digest.Elements);

    /// <summary>0x and 40 hexadecimal digits: the coefficients, constant coefficient first.</summary>
    public static string ToHex(Ext5 element)
    {
        Span<KoalaBear> coefficients = stackalloc KoalaBear[Ext5.Degree];
        element.CopyTo(coefficients);
        return ToHex(coefficients);
    }

    /// <summary>0x and eight hexadecimal digits for each element.</summary>
    public static string ToHex(ReadOnlySpan<KoalaBear> elements)
    {
        byte[] bytes = new byte[elements.Length * sizeof(uint)];
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)), elements[i].ToCanonical());
        }

        return Prefix + Convert.ToHexStringLower(bytes);
    }
}
