namespace P2PProver.Stark.Soundness;

/// <summary>Expected proof size and verifier hashing for given tables, before anything has been proven.</summary>
public static class ProofSizeModel
{
    private const int Rate = 8;
    private const int ElementBytes = 4;
    private const int ExtensionBytes = ElementBytes * ProofParameters.ExtensionDegree;

    /// <summary>Estimates one proof.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="tables">All tables of the machine.</param>
    public static CostEstimate Estimate(ProofParameters parameters, IReadOnlyList<TableShape> tables)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Estimate(parameters, tables, parameters.DigestBytes);
    }

    /// <summary>Estimates one proof with digests of any length.</summary>
    internal static CostEstimate Estimate(ProofParameters parameters, IReadOnlyList<TableShape> tables, int digestBytes)
    {
        ArgumentNullException.ThrowIfNull(tables);
        FriSchedule schedule = FriSchedule.Create(parameters, tables.Select(table => table.LogHeight));
        Tally tally = new(parameters, digestBytes);
        foreach (Func<TableShape, int> width in CommitmentWidths())
        {
            tally.AddCommitment([.. tables.Where(table => width(table) > 0).Select(table => (table.LogHeight, width(table)))]);
        }

        foreach (FriRound round in schedule.Rounds)
        {
            tally.AddRound(round);
        }

        return tally.Total(tables.Sum(table => table.OpenedValues));
    }

    /// <summary>
    /// Expected number of sibling digests in one pruned multi-opening: at depth d a node is sent when its parent is on some path and it is not.
    /// </summary>
    /// <param name="depth">Depth of the leaves below the root.</param>
    /// <param name="queries">Leaves drawn uniformly with repetition.</param>
    /// <param name="capHeight">Depth of the cap, whose nodes are known.</param>
    public static double ExpectedSiblings(int depth, int queries, int capHeight)
    {
        double siblings = 0;
        for (int level = capHeight + 1; level <= depth; level++)
        {
            double nodes = Math.ScaleB(1, level);
            siblings += nodes * (Math.Pow(1 - (1 / nodes), queries) - Math.Pow(1 - (2 / nodes), queries));
        }

        return siblings;
    }

    /// <summary>The widths, in base columns, of a table in each of the four commitments.</summary>
    internal static IEnumerable<Func<TableShape, int>> CommitmentWidths() =>
    [
        table => table.MainWidth,
        table => table.QuotientChunks * ProofParameters.ExtensionDegree,
        table => table.PreprocessedWidth,
        table => table.PermutationWidth * ProofParameters.ExtensionDegree,
    ];

    private static int Blocks(int width) => (width + Rate - 1) / Rate;

    private sealed class Tally(ProofParameters parameters, int digestBytes)
    {
        private int _width;
        private int _rowPermutations;
        private int _foldPermutations;
        private int _foldValues;
        private int _commitments;
        private int _rounds;
        private double _siblings;

        public void AddCommitment((int LogHeight, int Width)[] matrices)
        {
            if (matrices.Length == 0)
            {
                return;
            }

            int[] heights = [.. matrices.Select(matrix => matrix.LogHeight).Distinct()];
            int depth = heights.Max() + parameters.LogBlowup;
            int hashing = heights.Sum(height => Blocks(matrices.Where(matrix => matrix.LogHeight == height).Sum(matrix => matrix.Width)));
            _rowPermutations += hashing + depth - parameters.CapHeight + heights.Length - 1;
            _width += matrices.Sum(matrix => matrix.Width);
            _siblings += ExpectedSiblings(depth, parameters.QueryCount, parameters.CapHeight);
            _commitments++;
        }

        public void AddRound(FriRound round)
        {
            int cap = Math.Min(parameters.CapHeight, round.LogSizeAfter);
            _foldPermutations += Blocks(round.RowWidth) + round.LogSizeAfter - cap;
            _foldValues += round.RowWidth - ProofParameters.ExtensionDegree;
            _siblings += ExpectedSiblings(round.LogSizeAfter, parameters.QueryCount, cap);
            _rounds++;
        }

        public CostEstimate Total(int openedValues)
        {
            int capElements = (_commitments + _rounds) * Rate << parameters.CapHeight;
            int finalElements = ProofParameters.ExtensionDegree << parameters.LogFinalLength;
            int observed = (openedValues * ProofParameters.ExtensionDegree) + capElements + finalElements;
            int transcript = Blocks(observed) + _rounds + (parameters.QueryCount / 7) + 10;
            double capBytes = (_commitments + _rounds) * Math.ScaleB(digestBytes, parameters.CapHeight);
            double values = ((double)parameters.QueryCount * (_width + _foldValues)) + finalElements;
            double bytes = (ElementBytes * values) + ((double)ExtensionBytes * openedValues) + capBytes + (digestBytes * _siblings);
            int perQuery = _rowPermutations + _foldPermutations;
            return new CostEstimate(
                bytes, _width, _rowPermutations, _foldPermutations, transcript, (parameters.QueryCount * perQuery) + transcript);
        }
    }
}
