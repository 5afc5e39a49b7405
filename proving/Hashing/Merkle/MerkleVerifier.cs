using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Checks openings against a commitment. Every input but the shape may be hostile: nothing throws, and time and memory are bounded by
/// the shape and the number of indices.
/// </summary>
public static class MerkleVerifier<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    /// <summary>Whether the rows at the indices are those that the cap commits to.</summary>
    /// <param name="shape">The sizes, from the caller's constants.</param>
    /// <param name="cap">The commitment.</param>
    /// <param name="indices">Rows of the tallest matrices; equal ones are allowed.</param>
    /// <param name="rows">For each index in order, the row of every matrix in list order.</param>
    /// <param name="siblings">The opening's digests, which must be used up exactly.</param>
    public static bool Verify(
        MerkleShape shape,
        ReadOnlySpan<Digest8> cap,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        ReadOnlySpan<Digest8> siblings)
    {
        return Check(shape, cap, indices, rows, siblings) == MerkleVerdict.Valid;
    }

    /// <summary>As <see cref="Verify"/>, with the reason of a refusal.</summary>
    public static MerkleVerdict Check(
        MerkleShape shape,
        ReadOnlySpan<Digest8> cap,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        ReadOnlySpan<Digest8> siblings)
    {
        return new MerkleWalk<TFamily>(shape).Run(cap, indices, rows, siblings);
    }

    /// <summary>
    /// As <see cref="Check"/>, and turns a shared opening into one plain authentication path for each index, from the lowest layer up,
    /// as circuits take them. The paths are empty unless the opening is valid.
    /// </summary>
    public static MerkleVerdict Expand(
        MerkleShape shape,
        ReadOnlySpan<Digest8> cap,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        ReadOnlySpan<Digest8> siblings,
        out Digest8[][] paths)
    {
        MerkleWalk<TFamily> walk = new(shape);
        MerkleVerdict verdict = walk.Run(cap, indices, rows, siblings);
        paths = verdict == MerkleVerdict.Valid ? walk.Paths(indices) : [];
        return verdict;
    }

    /// <summary>
    /// One plain authentication path for each index, whatever the commitment is: what a circuit is given that has to find out by itself.
    /// Empty when rows or siblings are not as many as shape and indices say.
    /// </summary>
    public static Digest8[][] Paths(
        MerkleShape shape, ReadOnlySpan<int> indices, ReadOnlySpan<KoalaBear> rows, ReadOnlySpan<Digest8> siblings)
    {
        ArgumentNullException.ThrowIfNull(shape);
        MerkleWalk<TFamily> walk = new(shape);
        MerkleVerdict verdict = walk.Run(new Digest8[shape.CapLength], indices, rows, siblings);
        return verdict is MerkleVerdict.Valid or MerkleVerdict.CapMismatch ? walk.Paths(indices) : [];
    }
}
