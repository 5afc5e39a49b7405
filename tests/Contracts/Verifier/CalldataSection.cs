using P2PProver.Stark;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>A section of a proof in calldata form.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="HasElements">Whether it consists of field elements, which have a canonical form, and not of digests.</param>
internal sealed record CalldataSection(string Name, int Start, int Length, bool HasElements)
{
    /// <summary>All sections, written down here a second time, from the description of the format.</summary>
    public static IReadOnlyList<CalldataSection> Of(ProofShape shape, ReadOnlySpan<int> queries)
    {
        ProofParameters parameters = shape.Parameters;
        Layout layout = new();
        int capBytes = parameters.DigestBytes << parameters.CapHeight;
        layout.Add("main cap", capBytes, false);
        layout.Add("lookup witness", Witness(parameters.LookupGrindingBits), true);
        layout.Add("permutation cap", capBytes, false);
        layout.Add("terminals", 20 * shape.TerminalCount, true);
        layout.Add("quotient cap", capBytes, false);
        layout.Add("openings", 20 * shape.OpenedValueCount, true);
        layout.Add("batch witness", Witness(parameters.BatchGrindingBits), true);
        for (int i = 0; i < shape.Schedule.Rounds.Count; i++)
        {
            layout.Add($"cap of round {i}", capBytes, false);
            layout.Add($"witness of round {i}", Witness(parameters.FoldGrindingBits), true);
        }

        layout.Add("final polynomial", 20 << parameters.LogFinalLength, true);
        layout.Add("query witness", Witness(parameters.QueryGrindingBits), true);
        AddRowsAndSiblings(layout, shape, queries);
        return layout.Sections;
    }

    private static void AddRowsAndSiblings(Layout layout, ProofShape shape, ReadOnlySpan<int> queries)
    {
        foreach ((TreeShape tree, int t) in shape.CommitmentTrees.Select((tree, t) => (tree, t)))
        {
            foreach (TreeGroup group in tree.Groups)
            {
                layout.Add($"rows of 2^{group.LogSize} in tree {t}", 4 * group.Width * queries.Length, true);
            }
        }

        foreach ((FriRound round, int r) in shape.Schedule.Rounds.Select((round, r) => (round, r)))
        {
            layout.Add($"rows of round {r}", 4 * round.RowWidth * queries.Length, true);
        }

        TreeShape[] trees = [.. shape.CommitmentTrees, .. shape.RoundTrees];
        for (int i = 0; i < trees.Length; i++)
        {
            layout.Add($"siblings of tree {i}", shape.Parameters.DigestBytes * trees[i].CountSiblings(queries), false);
        }
    }

    private static int Witness(int bits) => bits == 0 ? 0 : 4;

    private sealed class Layout
    {
        private int _end;

        public List<CalldataSection> Sections { get; } = [];

        public void Add(FormattableString name, int length, bool hasElements) =>
            Add(FormattableString.Invariant(name), length, hasElements);

        public void Add(string name, int length, bool hasElements)
        {
            if (length > 0)
            {
                Sections.Add(new(name, _end, length, hasElements));
                _end += length;
            }
        }
    }
}
