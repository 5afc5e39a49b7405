using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Field elements as canonical little-endian 32-bit integers, the form in proofs.</summary>
internal static class CanonicalBytes
{
    public static void Write(ReadOnlySpan<KoalaBear> elements, Span<byte> destination)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(i * sizeof(uint))..], elements[i].ToCanonical());
        }
    }

    /// <summary>Reads eight elements; false when bytes are missing or an integer is not below p.</summary>
    public static bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest)
    {
        digest = default;
        if (source.Length < Digest8.ByteCount)
        {
            return false;
        }

        Span<KoalaBear> elements = stackalloc KoalaBear[Digest8.WordCount];
        bool canonical = true;
        for (int i = 0; i < elements.Length; i++)
        {
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(source[(i * sizeof(uint))..]);
            canonical &= KoalaBear.TryFromCanonical(value, out elements[i]);
        }

        if (canonical)
        {
            digest = Digest8.FromElements(elements);
        }

        return canonical;
    }
}
