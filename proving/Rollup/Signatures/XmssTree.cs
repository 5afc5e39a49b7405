using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The tree of a key over the generated part of its window. Nodes that cover no generated leaf are pseudo-random: nobody, not even their
/// owner, can sign below them, and the root does not tell which they are.
/// </summary>
internal sealed class XmssTree
{
    private readonly XmssSecret _secret;
    private readonly int _firstLeaf;
    private readonly Digest4[][] _levels = new Digest4[Xmss.TreeHeight + 1][];

    public XmssTree(XmssSecret secret, int firstLeaf, Digest4[] leaves)
    {
        _secret = secret;
        _firstLeaf = firstLeaf;
        _levels[0] = leaves;
        for (int level = 1; level <= Xmss.TreeHeight; level++)
        {
            _levels[level] = Parents(level);
        }
    }

    /// <summary>The generated leaves.</summary>
    public ReadOnlySpan<Digest4> Leaves => _levels[0];

    public Digest4 Root => _levels[Xmss.TreeHeight][0];

    /// <summary>The siblings of a leaf from the bottom to the top.</summary>
    public Digest4[] Path(int leaf)
    {
        Digest4[] path = new Digest4[Xmss.TreeHeight];
        for (int level = 0; level < path.Length; level++)
        {
            path[level] = Node(level, (leaf >> level) ^ 1);
        }

        return path;
    }

    private Digest4[] Parents(int level)
    {
        int first = _firstLeaf >> level;
        int count = ((_firstLeaf + _levels[0].Length - 1) >> level) - first + 1;
        Digest8[] left = new Digest8[count];
        Digest8[] right = new Digest8[count];
        for (int i = 0; i < count; i++)
        {
            int node = first + i;
            uint global = ((uint)_secret.Window << (Xmss.TreeHeight - level)) + (uint)node;
            left[i] = Xmss.NodeLeft(level, global, _secret.Parameter);
            right[i] = Xmss.Pair(Node(level - 1, 2 * node), Node(level - 1, (2 * node) + 1));
        }

        PackedCompression.Compress(left, right, left);
        return [.. left.Select(digest => Xmss.Truncate(digest))];
    }

    /// <summary>A node by its index within the window.</summary>
    private Digest4 Node(int level, int index)
    {
        int place = index - (_firstLeaf >> level);
        return place >= 0 && place < _levels[level].Length
            ? _levels[level][place]
            : Xmss.Truncate(RollupHash.Compress(_secret.Key, XmssSecret.Input(SecretPurpose.OutsideNode, (uint)level, (uint)index)));
    }
}
