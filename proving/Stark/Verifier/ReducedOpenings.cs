using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Recomputes, at the queried points, what FRI proves to be of low degree: for each height the sum over its openings of
/// batch^e (claimed - f(x)) / (point - x), with the exponents of <see cref="OpeningBlock.BatchExponent"/>.
/// </summary>
internal sealed class ReducedOpenings
{
    private readonly ProofShape _shape;
    private readonly ProofHead _head;
    private readonly ProofChallenges _challenges;
    private readonly QueryOpenings _openings;

    public ReducedOpenings(ProofShape shape, ProofHead head, ProofChallenges challenges, QueryOpenings openings)
    {
        _shape = shape;
        _head = head;
        _challenges = challenges;
        _openings = openings;
    }

    /// <summary>The reduced openings of one height.</summary>
    /// <param name="logHeight">log2 of the table height.</param>
    /// <param name="positions">The queried rows of codewords of that height, ascending.</param>
    /// <returns>One value a position.</returns>
    public Ext5[] AtHeight(int logHeight, ReadOnlySpan<int> positions)
    {
        Ext5[] zetaSums = new Ext5[positions.Length];
        Ext5[] nextSums = new Ext5[positions.Length];
        Ext5 claimedZeta = Ext5.Zero;
        Ext5 claimedNext = Ext5.Zero;
        foreach (OpeningBlock block in _shape.Openings.Where(block => block.LogHeight == logHeight))
        {
            Ext5 last = _challenges.Batch.Pow((ulong)block.BatchExponent);
            Ext5 claimed = last * RowDot.Horner(_head.Openings.AsSpan(block.Offset, block.Width), _challenges.Batch);
            if (block.IsNext)
            {
                claimedNext += claimed;
            }
            else
            {
                claimedZeta += claimed;
            }

            AddRows(block, last, block.IsNext ? nextSums : zetaSums);
        }

        return Divide(logHeight, positions, zetaSums, claimedZeta, nextSums, claimedNext);
    }

    private void AddRows(OpeningBlock block, Ext5 last, Ext5[] sums)
    {
        TreeShape tree = _shape.CommitmentTrees[block.Commitment];
        (int group, int column) = tree.Place(block.Matrix);
        int stride = tree.Groups[group].Width;
        RowDot.Add(_openings.Commitments[block.Commitment].Rows[group], stride, column, block.Width, last, _challenges.Batch, sums);
    }

    // The points are 3 w_n^position; the caller has made sure that zeta is not among them.
    private Ext5[] Divide(
        int logHeight, ReadOnlySpan<int> positions, Ext5[] zetaSums, Ext5 claimedZeta, Ext5[] nextSums, Ext5 claimedNext)
    {
        KoalaBear root = KoalaBear.TwoAdicGenerator(logHeight + _shape.Parameters.LogBlowup);
        Ext5 next = _challenges.Zeta * KoalaBear.TwoAdicGenerator(logHeight);
        Ext5[] inverses = new Ext5[2 * positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            KoalaBear point = KoalaBear.Generator * root.Pow((ulong)positions[i]);
            inverses[2 * i] = _challenges.Zeta - point;
            inverses[(2 * i) + 1] = next - point;
        }

        BatchInversion.InvertAll(inverses.AsSpan());
        Ext5[] reduced = new Ext5[positions.Length];
        for (int i = 0; i < reduced.Length; i++)
        {
            reduced[i] = (inverses[2 * i] * (claimedZeta - zetaSums[i])) + (inverses[(2 * i) + 1] * (claimedNext - nextSums[i]));
        }

        return reduced;
    }
}
