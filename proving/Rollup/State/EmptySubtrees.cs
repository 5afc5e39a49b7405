using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Digests of subtrees without accounts: level 0 is the leaf of <c>default(Account)</c>, each level the parent of two of the one below.</summary>
public static class EmptySubtrees
{
    private static readonly Digest8[] Digests = Build();

    /// <summary>The digest of an empty subtree of 2^level leaves.</summary>
    public static Digest8 At(int level) => Digests[level];

    private static Digest8[] Build()
    {
        Digest8[] digests = new Digest8[AccountIndex.Bits + 1];
        digests[0] = default(Account).Leaf();
        for (int level = 1; level < digests.Length; level++)
        {
            digests[level] = RollupHash.Compress(digests[level - 1], digests[level - 1]);
        }

        return digests;
    }
}
