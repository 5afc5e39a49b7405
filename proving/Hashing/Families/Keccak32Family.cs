using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Keccak-256 with digests of 32 bytes, for proofs that are verified on chain. All 256 bits are kept: 128-bit collision resistance.</summary>
/// <remarks>
/// Leaf: keccak256(eight zero bytes || elements of the padded row as canonical big-endian 32-bit integers), 8 + 32 k bytes.
/// Node: keccak256(left || right), 64 bytes, each child followed by zeros up to 32 bytes. The lengths keep leaves and nodes apart.
/// A digest is the first 32 bytes of the hash, serialised as they are.
/// </remarks>
public readonly struct Keccak32Family : IHashFamily<Keccak32Family>
{
    public static string Name => "keccak256-32";

    public static int DigestBytes => 32;

    public static Digest8 HashRow(ReadOnlySpan<KoalaBear> row)
    {
        return KeccakHashing.HashRow(row, DigestBytes);
    }

    public static Digest8 Compress(in Digest8 left, in Digest8 right)
    {
        return KeccakHashing.Compress(left, right, DigestBytes);
    }

    public static void HashRows(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
    {
        KeccakHashing.HashRows(SimdLevel.Current, matrices, firstRow, digests, DigestBytes);
    }

    public static void CompressPairs(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents)
    {
        KeccakHashing.CompressPairs(SimdLevel.Current, left, right, parents, DigestBytes);
    }

    public static bool IsValid(in Digest8 digest)
    {
        return KeccakHashing.IsValid(digest, DigestBytes);
    }

    public static void WriteDigest(in Digest8 digest, Span<byte> destination)
    {
        digest.Bytes[..DigestBytes].CopyTo(destination);
    }

    public static bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest)
    {
        return KeccakHashing.TryReadDigest(source, out digest, DigestBytes);
    }
}
