using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// The two hash functions of a Merkle tree, rows to digests and two digests to one, and the form of its digests. Trees and proofs are
/// generic over the implementing struct.
/// </summary>
/// <remarks>
/// A row is hashed as if zeros were appended until its length is a multiple of eight; rows of one tree level have one fixed width.
/// Batch methods give what the single ones give, on any number of rows and at any instruction set.
/// </remarks>
/// <typeparam name="TSelf">The implementing struct itself.</typeparam>
public interface IHashFamily<TSelf>
    where TSelf : struct, IHashFamily<TSelf>
{
    /// <summary>The family's name in parameter sets.</summary>
    static abstract string Name { get; }

    /// <summary>Bytes of a serialised digest.</summary>
    static abstract int DigestBytes { get; }

    /// <summary>The digest of one row.</summary>
    static abstract Digest8 HashRow(ReadOnlySpan<KoalaBear> row);

    /// <summary>The parent of two nodes.</summary>
    static abstract Digest8 Compress(in Digest8 left, in Digest8 right);

    /// <summary>Hashes consecutive rows; a row is the concatenation of the same row of all matrices.</summary>
    /// <param name="matrices">At least digests.Length rows from firstRow on.</param>
    /// <param name="firstRow">The row of the first digest.</param>
    /// <param name="digests">Receives one digest a row.</param>
    static abstract void HashRows(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests);

    /// <summary>Compresses pairs: parents[i] from left[i] and right[i]. The parents must not overlap the children.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    static abstract void CompressPairs(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents);

    /// <summary>Whether a value can be a digest of the family: no second form of it exists.</summary>
    static abstract bool IsValid(in Digest8 digest);

    /// <summary>Writes <see cref="DigestBytes"/> bytes.</summary>
    static abstract void WriteDigest(in Digest8 digest, Span<byte> destination);

    /// <summary>Reads <see cref="DigestBytes"/> bytes; false when there are fewer or they are not the form that is written.</summary>
    static abstract bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest);
}
