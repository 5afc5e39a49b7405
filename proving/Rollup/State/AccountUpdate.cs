using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>One account's change with its path: the siblings serve the old leaf and the new one alike.</summary>
public sealed class AccountUpdate
{
    /// <summary>The account touched.</summary>
    public required AccountIndex Index { get; init; }

    /// <summary>The account before; the default account where none was open.</summary>
    public required Account Old { get; init; }

    /// <summary>The account after.</summary>
    public required Account New { get; init; }

    /// <summary>The siblings from the leaf's own to the one below the root, as many as the tree is deep.</summary>
    public required Digest8[] Siblings { get; init; }

    /// <summary>The root of the account tree before.</summary>
    public required Digest8 RootBefore { get; init; }

    /// <summary>The root of the account tree after.</summary>
    public required Digest8 RootAfter { get; init; }

    /// <summary>The root over a leaf by these siblings.</summary>
    public Digest8 Climb(Digest8 leaf) => Climb(leaf, Index.Value, Siblings);

    internal static Digest8 Climb(Digest8 node, uint index, ReadOnlySpan<Digest8> siblings)
    {
        for (int level = 0; level < siblings.Length; level++)
        {
            bool isRight = ((index >> level) & 1) != 0;
            node = isRight ? RollupHash.Compress(siblings[level], node) : RollupHash.Compress(node, siblings[level]);
        }

        return node;
    }
}
