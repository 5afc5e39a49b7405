using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>The native answers to queries: a lane value is an array with one element for each query.</summary>
internal sealed class NativeQueries : IQueryAlgebra<Ext5, Digest8[], Ext5[]>
{
    /// <summary>Says whether the opened rows of a tree hash to its cap.</summary>
    public delegate bool Authenticator(int tree, Digest8[] cap);

    private readonly ProofShape _shape;
    private readonly int[] _queries;
    private readonly QueryRows _rows;
    private readonly Authenticator _authenticate;

    public NativeQueries(ProofShape shape, int[] queries, QueryRows rows, Authenticator authenticate)
    {
        _shape = shape;
        _queries = queries;
        _rows = rows;
        _authenticate = authenticate;
    }

    public bool Authenticate(int tree, Digest8[] cap) => _authenticate(tree, cap);

    public Ext5[] Weigh(int commitment, int group, bool isNext, Ext5 challenge)
    {
        TreeShape tree = _shape.CommitmentTrees[commitment];
        CommitmentShape shape = _shape.Commitments[commitment];
        int padded = _shape.PaddedGroupWidth(commitment, group);
        Ext5[] sums = new Ext5[_queries.Length];
        for (int matrix = 0; matrix < shape.Matrices.Length; matrix++)
        {
            (int place, int column) = tree.Place(matrix);
            if (place == group && (!isNext || shape.Matrices[matrix].Points == 2))
            {
                int width = shape.Matrices[matrix].Width;
                Ext5 last = challenge.Pow((ulong)(padded - column - width));
                RowDot.Add(_rows.Of(commitment, group), tree.Groups[group].Width, column, width, last, challenge, sums);
            }
        }

        return sums;
    }

    public Ext5[][] Groups(int round)
    {
        Ext5[][] groups = new Ext5[1 << _shape.Schedule.Rounds[round].LogArity][];
        for (int entry = 0; entry < groups.Length; entry++)
        {
            int at = entry;
            groups[entry] = Each(query => _rows.Group(round, query)[at]);
        }

        return groups;
    }

    public bool Contains(FriRound round, Ext5[][] groups, Ext5[] values)
    {
        // Position p of the layer is entry p / rows of group p mod rows.
        bool equal = true;
        for (int query = 0; query < values.Length; query++)
        {
            int position = _queries[query] & ((1 << round.LogSizeBefore) - 1);
            equal &= groups[position >> round.LogSizeAfter][query] == values[query];
        }

        return equal;
    }

    public Ext5[] Points(int logSize, KoalaBear shift) => Powers(shift, KoalaBear.TwoAdicGenerator(logSize), logSize);

    public Ext5[] InverseGroupPoints(FriRound round) =>
        Powers(KoalaBear.One, KoalaBear.TwoAdicGenerator(round.LogSizeBefore).Inverse(), round.LogSizeAfter);

    public Ext5[] Broadcast(Ext5 value)
    {
        Ext5[] lanes = new Ext5[_queries.Length];
        lanes.AsSpan().Fill(value);
        return lanes;
    }

    public Ext5[] MultiplyAdd(Ext5[] a, Ext5[] b, Ext5[] c) => Each(i => (a[i] * b[i]) + c[i]);

    public Ext5[] Multiply(Ext5[] a, Ext5[] b) => Each(i => a[i] * b[i]);

    public Ext5[] Scale(Ext5[] a, KoalaBear factor) => Each(i => a[i] * factor);

    public Ext5[] Subtract(Ext5[] a, Ext5[] b) => Each(i => a[i] - b[i]);

    public Ext5[] Quotient(Ext5[] minuend, Ext5[] subtrahend, Ext5[] divisor)
    {
        Ext5[] inverses = [.. divisor];
        BatchInversion.InvertAll(inverses.AsSpan());
        return Each(i => (minuend[i] - subtrahend[i]) * inverses[i]);
    }

    public Ext5[] Fold(Ext5[] low, Ext5[] high, Ext5[] scale, KoalaBear factor) =>
        Each(i => low[i] + high[i] + (scale[i] * ((low[i] - high[i]) * factor)));

    public bool AreEqual(Ext5[] left, Ext5[] right) => left.AsSpan().SequenceEqual(right);

    private Ext5[] Powers(KoalaBear factor, KoalaBear root, int logSize) =>
        Each(query => Ext5.FromBase(factor * root.Pow((ulong)(_queries[query] & ((1 << logSize) - 1)))));

    private Ext5[] Each(Func<int, Ext5> lane)
    {
        Ext5[] lanes = new Ext5[_queries.Length];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = lane(i);
        }

        return lanes;
    }
}
