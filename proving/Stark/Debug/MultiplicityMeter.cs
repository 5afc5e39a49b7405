namespace P2PProver.Stark;

/// <summary>Compares the multiplicities of a table's rows with their declared bounds, as integers in [0, p).</summary>
internal sealed class MultiplicityMeter(Table table)
{
    private readonly ulong[] _totals = new ulong[table.Interactions.Length];

    /// <summary>Enters a row; returns the first bound that it exceeds.</summary>
    internal MultiplicityViolation? Add(TraceRowEvaluator row, int index)
    {
        for (int i = 0; i < _totals.Length; i++)
        {
            Interaction interaction = table.Interactions[i];
            ulong multiplicity = row.Multiplicity(i).ToCanonical();
            _totals[i] += multiplicity;
            ulong measured = interaction.Bound.Kind == MultiplicityKind.Total ? _totals[i] : multiplicity;
            if (interaction.Bound.Kind != MultiplicityKind.Unbounded && measured > interaction.Bound.Limit)
            {
                return new MultiplicityViolation(table.Name, index, i, interaction.Bus.Name, measured, interaction.Bound);
            }
        }

        return null;
    }
}
