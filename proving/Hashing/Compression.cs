using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Two digests to one by a permutation of sixteen elements.</summary>
public static class Compression<TPermutation>
    where TPermutation : struct, IPermutation<TPermutation>
{
    /// <summary>
    /// The first eight elements of permute(left || right). Without feed-forward it is invertible and only good inside trees, whose
    /// shape and leaves are fixed.
    /// </summary>
    public static Digest8 Compress(in Digest8 left, in Digest8 right)
    {
        Span<KoalaBear> state = stackalloc KoalaBear[2 * Digest8.WordCount];
        left.Elements.CopyTo(state);
        right.Elements.CopyTo(state[Digest8.WordCount..]);
        TPermutation.Permute(state);
        return Digest8.FromElements(state[..Digest8.WordCount]);
    }

    /// <summary>The first eight elements of permute(x) + x for x = left || right: one-way outside trees too, as signatures need.</summary>
    public static Digest8 CompressFeedForward(in Digest8 left, in Digest8 right)
    {
        Span<KoalaBear> state = stackalloc KoalaBear[2 * Digest8.WordCount];
        left.Elements.CopyTo(state);
        right.Elements.CopyTo(state[Digest8.WordCount..]);
        TPermutation.Permute(state);
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            state[i] += left.Elements[i];
        }

        return Digest8.FromElements(state[..Digest8.WordCount]);
    }
}
