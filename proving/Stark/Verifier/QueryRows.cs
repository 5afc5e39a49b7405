using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The opened rows of a proof, query by query: for each tree and each of its groups the row of every query, repeated where queries meet.
/// </summary>
public sealed class QueryRows
{
    private readonly ProofShape _shape;
    private readonly KoalaBear[][][] _rows;

    private QueryRows(ProofShape shape, int count, KoalaBear[][][] rows)
    {
        _shape = shape;
        Count = count;
        _rows = rows;
    }

    /// <summary>The number of queries.</summary>
    public int Count { get; }

    /// <summary>Spreads the rows of a proof, which shows each only once.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="openings">The openings of commitments and FRI rounds for these queries.</param>
    /// <param name="queries">The query indices.</param>
    internal static QueryRows Spread(ProofShape shape, QueryOpenings openings, ReadOnlySpan<int> queries)
    {
        KoalaBear[][][] rows = new KoalaBear[openings.Commitments.Length + openings.Rounds.Length][][];
        for (int tree = 0; tree < rows.Length; tree++)
        {
            TreeOpening opening = tree < openings.Commitments.Length
                ? openings.Commitments[tree]
                : openings.Rounds[tree - openings.Commitments.Length];
            rows[tree] = Spread(shape.Tree(tree), opening, queries);
        }

        return new QueryRows(shape, queries.Length, rows);
    }

    /// <summary>The rows of one group, one query after the other, without padding.</summary>
    /// <param name="tree">The commitments in their order, then the FRI rounds.</param>
    /// <param name="group">The group within the tree.</param>
    public Span<KoalaBear> Of(int tree, int group) => _rows[tree][group];

    /// <summary>The number of groups of a tree.</summary>
    public int GroupCount(int tree) => _rows[tree].Length;

    /// <summary>One row.</summary>
    public ReadOnlySpan<KoalaBear> Row(int tree, int group, int query)
    {
        int width = _shape.Tree(tree).Groups[group].Width;
        return _rows[tree][group].AsSpan(query * width, width);
    }

    /// <summary>An opened group of a FRI round as elements of the extension.</summary>
    public ReadOnlySpan<Ext5> Group(int round, int query) =>
        MemoryMarshal.Cast<KoalaBear, Ext5>(Row(_shape.Commitments.Length + round, 0, query));

    private static KoalaBear[][] Spread(TreeShape tree, TreeOpening opening, ReadOnlySpan<int> queries)
    {
        KoalaBear[][] rows = new KoalaBear[tree.Groups.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            TreeGroup group = tree.Groups[i];
            int[] positions = TreeShape.Positions(queries, group.LogSize);
            rows[i] = new KoalaBear[queries.Length * group.Width];
            for (int query = 0; query < queries.Length; query++)
            {
                int place = Array.BinarySearch(positions, queries[query] & ((1 << group.LogSize) - 1));
                opening.Rows[i].AsSpan(place * group.Width, group.Width).CopyTo(rows[i].AsSpan(query * group.Width));
            }
        }

        return rows;
    }
}
