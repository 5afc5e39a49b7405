using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// Digests of public descriptions as eight field elements, so that every transcript and every circuit can absorb them. Always Poseidon2,
/// whatever hash a proof itself uses.
/// </summary>
internal static class FieldHash
{
    private const int Rate = 8;
    private const int BytesPerElement = 3;

    /// <summary>The digest of a byte string: its length and its bytes in threes, little-endian, padded with zeros to whole blocks.</summary>
    /// <param name="bytes">At most 2^30 bytes.</param>
    public static Digest8 OfBytes(ReadOnlySpan<byte> bytes)
    {
        int elements = 1 + ((bytes.Length + BytesPerElement - 1) / BytesPerElement);
        KoalaBear[] message = new KoalaBear[(elements + Rate - 1) / Rate * Rate];
        message[0] = KoalaBear.FromCanonical((uint)bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            // Each byte is added at its place; an element stays below 2^24.
            int element = 1 + (i / BytesPerElement);
            message[element] += KoalaBear.FromCanonical((uint)bytes[i] << (8 * (i % BytesPerElement)));
        }

        return OfBlocks(message);
    }

    /// <summary>The digest of whole blocks of eight elements.</summary>
    /// <param name="blocks">A number of elements that is a multiple of eight and fixed by the caller's context.</param>
    public static Digest8 OfBlocks(ReadOnlySpan<KoalaBear> blocks) => Sponge<Poseidon2W16>.Hash(blocks);

    /// <summary>A digest of a hash family as field elements: its eight elements, or sixteen 16-bit limbs of a Keccak digest.</summary>
    /// <param name="hash">The family.</param>
    /// <param name="digest">The digest.</param>
    public static KoalaBear[] Elements(HashId hash, Digest8 digest)
    {
        if (hash is HashId.Poseidon1 or HashId.Poseidon2)
        {
            return digest.Elements.ToArray();
        }

        KoalaBear[] limbs = new KoalaBear[Digest8.ByteCount / 2];
        for (int i = 0; i < limbs.Length; i++)
        {
            limbs[i] = KoalaBear.FromCanonical((uint)(digest.Bytes[2 * i] | (digest.Bytes[(2 * i) + 1] << 8)));
        }

        return limbs;
    }
}
