using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>
/// Who proved what, as one digest that is public and so bound before any challenge: H(leaf tag, shard, payee) for a leaf, H(H(left, right),
/// merge tag, payee) for a merge. H is the Poseidon2 sponge over whole blocks; the two forms have different lengths.
/// </summary>
public static class Attribution
{
    /// <summary>Marks leaves.</summary>
    public const int LeafTag = 1;

    /// <summary>Marks merges.</summary>
    public const int MergeTag = 2;

    /// <summary>The attribution of a leaf.</summary>
    public static Digest8 OfLeaf(int shard, Payee payee) =>
        Sponge<Poseidon2W16>.Hash([Element(LeafTag), Element(shard), .. payee.ToLimbs()]);

    /// <summary>The attribution of a merge.</summary>
    public static Digest8 OfMerge(in Digest8 left, in Digest8 right, Payee payee)
    {
        Digest8 children = Sponge<Poseidon2W16>.Hash([.. left.Elements, .. right.Elements]);
        return Sponge<Poseidon2W16>.Hash([.. children.Elements, Element(MergeTag), .. payee.ToLimbs(), KoalaBear.Zero]);
    }

    private static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);
}
