using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Mutation testing of circuits: adds a value to one cell of a valid trace at a time and asks whether a constraint is violated or a
/// bus gets out of balance. Cells for which neither happens are free to a malicious prover.
/// </summary>
public static class TableMutation
{
    /// <summary>Mutates every main column on the chosen rows of every table and returns what survives, in that order.</summary>
    /// <param name="traces">Valid traces of all tables of the machine; they are as before on return.</param>
    /// <param name="publicValues">The public values of the machine.</param>
    /// <param name="rows">The rows to mutate, for each table: one of each kind is enough. Null for all rows.</param>
    /// <param name="delta">What is added to a cell; 1 by default.</param>
    /// <exception cref="ArgumentException">The traces are not valid to begin with.</exception>
    public static IReadOnlyList<SurvivingMutation> FindSurvivors(
        IReadOnlyList<TableTrace> traces,
        ReadOnlySpan<KoalaBear> publicValues,
        Func<Table, IEnumerable<int>>? rows = null,
        KoalaBear? delta = null)
    {
        ArgumentNullException.ThrowIfNull(traces);
        if (DebugChecker.Check(traces, publicValues) is DebugFinding finding)
        {
            throw new ArgumentException($"Only valid traces can be mutated: {finding.Describe()}", nameof(traces));
        }

        KoalaBear added = delta ?? KoalaBear.One;
        List<SurvivingMutation> survivors = [];
        foreach (TableTrace trace in traces)
        {
            TraceRowEvaluator evaluator = new(trace, publicValues);
            foreach (int row in rows?.Invoke(trace.Table) ?? Enumerable.Range(0, trace.Table.Height))
            {
                MutateRow(trace, evaluator, row, added, survivors);
            }
        }

        return survivors;
    }

    private static void MutateRow(
        TableTrace trace, TraceRowEvaluator evaluator, int row, KoalaBear delta, List<SurvivingMutation> survivors)
    {
        for (int column = 0; column < trace.Table.MainWidth; column++)
        {
            if (Survives(trace, evaluator, row, column, delta))
            {
                survivors.Add(new SurvivingMutation(trace.Table.Name, trace.Table.MainColumnNames[column], row, delta));
            }
        }
    }

    /// <summary>A cell is read on its own row and, as the next row, on the one before. Buses balance before, so any change shows.</summary>
    private static bool Survives(TableTrace trace, TraceRowEvaluator evaluator, int row, int column, KoalaBear delta)
    {
        int before = (row - 1) & (trace.Table.Height - 1);
        BusLedger change = new();
        evaluator.Evaluate(before);
        change.Remove(evaluator);
        evaluator.Evaluate(row);
        change.Remove(evaluator);

        ref KoalaBear cell = ref trace.Main.Row(row)[column];
        KoalaBear original = cell;
        cell += delta;
        try
        {
            bool violated = evaluator.Evaluate(before) >= 0;
            change.Add(evaluator);
            violated |= evaluator.Evaluate(row) >= 0;
            change.Add(evaluator);
            return !violated && !change.TryFindUnbalanced(out _, out _);
        }
        finally
        {
            cell = original;
        }
    }
}
