using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The hashes of the rollup, all made of H(l, r) = (perm(l || r) + (l || r))[0..8] with Poseidon1 of sixteen elements: the compression
/// with feed-forward, one-way outside trees too.
/// </summary>
public static class RollupHash
{
    /// <summary>H(left, right).</summary>
    public static Digest8 Compress(in Digest8 left, in Digest8 right) => Compression<Poseidon1W16>.CompressFeedForward(left, right);

    /// <summary>Folds blocks of eight elements into a digest from left to right: state = H(state, block).</summary>
    /// <exception cref="ArgumentException">The elements are not whole blocks.</exception>
    public static Digest8 Chain(Digest8 state, ReadOnlySpan<KoalaBear> blocks)
    {
        if (blocks.Length % Operation.BlockElements != 0)
        {
            throw new ArgumentException("Blocks have eight elements.", nameof(blocks));
        }

        for (int i = 0; i < blocks.Length; i += Operation.BlockElements)
        {
            state = Compress(state, Digest8.FromElements(blocks.Slice(i, Operation.BlockElements)));
        }

        return state;
    }

    /// <summary>The state root: H(root of the account tree, [number of accounts, 0 x 7]).</summary>
    public static Digest8 StateRoot(in Digest8 accountsRoot, uint accountCount)
    {
        Span<KoalaBear> count = stackalloc KoalaBear[Digest8.WordCount];
        count.Clear();
        count[0] = KoalaBear.FromCanonical(accountCount);
        return Compress(accountsRoot, Digest8.FromElements(count));
    }
}
