using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>One walk from opened rows up to the cap, keeping both children of every parent on the way.</summary>
internal sealed class MerkleWalk<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    private readonly MerkleShape _shape;
    private readonly List<Digest8[]> _left = [];
    private readonly List<Digest8[]> _right = [];
    private MerklePlan? _plan;

    public MerkleWalk(MerkleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
    }

    public MerkleVerdict Run(
        ReadOnlySpan<Digest8> cap,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        ReadOnlySpan<Digest8> siblings)
    {
        if (cap.Length != _shape.CapLength)
        {
            return MerkleVerdict.CapLength;
        }

        if (rows.Length != (long)indices.Length * _shape.RowWidth)
        {
            return MerkleVerdict.RowLength;
        }

        _plan = MerklePlan.TryCreate(_shape.LogHeight, _shape.CapHeight, indices);
        if (_plan is null)
        {
            return indices.IsEmpty ? MerkleVerdict.NoIndices : MerkleVerdict.IndexOutOfRange;
        }

        if (siblings.Length != _plan.SiblingCount)
        {
            return MerkleVerdict.SiblingCount;
        }

        return AllValid(siblings) ? Climb(_plan, cap, indices, rows, siblings) : MerkleVerdict.InvalidDigest;
    }

    /// <summary>After a valid run: the siblings of each index from the lowest layer up.</summary>
    public Digest8[][] Paths(ReadOnlySpan<int> indices)
    {
        Digest8[][] paths = new Digest8[indices.Length][];
        for (int q = 0; q < paths.Length; q++)
        {
            paths[q] = new Digest8[_left.Count];
            for (int i = 0; i < _left.Count; i++)
            {
                int height = _shape.LogHeight - i;
                int parent = indices[q] & ((1 << (height - 1)) - 1);
                bool isRight = ((indices[q] >> (height - 1)) & 1) != 0;
                int place = _plan!.Layers[i + 1].PlaceOf(parent);
                paths[q][i] = isRight ? _left[i][place] : _right[i][place];
            }
        }

        return paths;
    }

    private static bool AllValid(ReadOnlySpan<Digest8> digests)
    {
        bool valid = true;
        foreach (ref readonly Digest8 digest in digests)
        {
            valid &= TFamily.IsValid(digest);
        }

        return valid;
    }

    private MerkleVerdict Climb(
        MerklePlan plan,
        ReadOnlySpan<Digest8> cap,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        ReadOnlySpan<Digest8> siblings)
    {
        Digest8[] nodes = new Digest8[plan.Layers[0].Nodes.Length];
        if (!TryHashGroup(_shape.LogHeight, plan.Layers[0], indices, rows, nodes))
        {
            return MerkleVerdict.RowsDisagree;
        }

        int used = 0;
        for (int i = 0; i < plan.Layers.Count - 1; i++)
        {
            int height = _shape.LogHeight - i - 1;
            nodes = Parents(plan.Layers[i], nodes, siblings, ref used);
            if (_shape.Group(height).IsEmpty)
            {
                continue;
            }

            Digest8[] injected = new Digest8[nodes.Length];
            if (!TryHashGroup(height, plan.Layers[i + 1], indices, rows, injected))
            {
                return MerkleVerdict.RowsDisagree;
            }

            Digest8[] parents = new Digest8[nodes.Length];
            TFamily.CompressPairs(nodes, injected, parents);
            nodes = parents;
        }

        return MatchesCap(plan.Layers[^1], nodes, cap) ? MerkleVerdict.Valid : MerkleVerdict.CapMismatch;
    }

    private static bool MatchesCap(MerklePlan.Layer layer, ReadOnlySpan<Digest8> nodes, ReadOnlySpan<Digest8> cap)
    {
        bool equal = true;
        for (int i = 0; i < nodes.Length; i++)
        {
            equal &= nodes[i] == cap[layer.Nodes[i]];
        }

        return equal;
    }

    private Digest8[] Parents(MerklePlan.Layer layer, ReadOnlySpan<Digest8> nodes, ReadOnlySpan<Digest8> siblings, ref int used)
    {
        Digest8[] left = new Digest8[layer.Left.Length];
        Digest8[] right = new Digest8[left.Length];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = layer.Left[i] == MerklePlan.Missing ? siblings[used++] : nodes[layer.Left[i]];
            right[i] = layer.Right[i] == MerklePlan.Missing ? siblings[used++] : nodes[layer.Right[i]];
        }

        _left.Add(left);
        _right.Add(right);
        Digest8[] parents = new Digest8[left.Length];
        TFamily.CompressPairs(left, right, parents);
        return parents;
    }

    /// <summary>
    /// Hashes the rows of one height, for every index, and assigns them to the layer's nodes. False when indices of one node show
    /// different rows.
    /// </summary>
    private unsafe bool TryHashGroup(
        int height,
        MerklePlan.Layer layer,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<KoalaBear> rows,
        Span<Digest8> nodes)
    {
        Digest8[] digests = new Digest8[indices.Length];
        fixed (KoalaBear* first = rows)
        {
            // SAFETY: the rows are as many elements as indices and widths say, so each view has a row for every index.
            TFamily.HashRows(Views(height, (uint*)first), 0, digests);
        }

        bool[] assigned = new bool[nodes.Length];
        bool agree = true;
        for (int q = 0; q < digests.Length; q++)
        {
            int place = layer.PlaceOf(indices[q] & ((1 << height) - 1));
            agree &= !assigned[place] || nodes[place] == digests[q];
            assigned[place] = true;
            nodes[place] = digests[q];
        }

        return agree;
    }

    private unsafe MatrixView[] Views(int height, uint* rows)
    {
        List<MatrixView> views = [];
        int offset = 0;
        foreach (MatrixShape matrix in _shape.Matrices)
        {
            if (matrix.LogHeight == height)
            {
                views.Add(new(rows + offset, _shape.RowWidth, matrix.Width));
            }

            offset += matrix.Width;
        }

        return [.. views];
    }
}
