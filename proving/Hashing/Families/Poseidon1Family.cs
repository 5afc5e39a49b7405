using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Rows by the sponge, nodes by the truncated permutation, both over Poseidon1 with sixteen elements; digests of eight elements.</summary>
/// <remarks>A serialised digest is eight canonical integers, little-endian, 32 bytes.</remarks>
public readonly struct Poseidon1Family : IHashFamily<Poseidon1Family>
{
    public static string Name => Poseidon1W16.Name;

    public static int DigestBytes => Digest8.ByteCount;

    public static Digest8 HashRow(ReadOnlySpan<KoalaBear> row)
    {
        return PoseidonHashing<Poseidon1W16>.HashRow(row);
    }

    public static Digest8 Compress(in Digest8 left, in Digest8 right)
    {
        return Compression<Poseidon1W16>.Compress(left, right);
    }

    public static void HashRows(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
    {
        PoseidonHashing<Poseidon1W16>.HashRows(SimdLevel.Current, matrices, firstRow, digests);
    }

    public static void CompressPairs(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents)
    {
        PoseidonHashing<Poseidon1W16>.CompressPairs(SimdLevel.Current, left, right, parents);
    }

    public static bool IsValid(in Digest8 digest)
    {
        return PoseidonHashing<Poseidon1W16>.IsValid(digest);
    }

    public static void WriteDigest(in Digest8 digest, Span<byte> destination)
    {
        CanonicalBytes.Write(digest.Elements, destination);
    }

    public static bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest)
    {
        return CanonicalBytes.TryReadDigest(source, out digest);
    }
}
