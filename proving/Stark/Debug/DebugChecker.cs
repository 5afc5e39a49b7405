using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Checks traces against tables directly, without a proof: what a circuit's author runs first. It evaluates expressions, not
/// bytecode, and compares buses as multisets, not through fingerprints.
/// </summary>
public static class DebugChecker
{
    /// <summary>
    /// The first violated constraint, table by table and row by row; else the first multiplicity beyond its bound; else the first
    /// unbalanced tuple in the order of appearance; else null.
    /// </summary>
    public static DebugFinding? Check(IReadOnlyList<TableTrace> traces, ReadOnlySpan<KoalaBear> publicValues)
    {
        ArgumentNullException.ThrowIfNull(traces);
        BusLedger ledger = new();
        DebugFinding? exceeded = null;
        foreach (TableTrace trace in traces)
        {
            if (!trace.FitsTable())
            {
                return new ShapeMismatch(trace.Table.Name);
            }

            MultiplicityMeter meter = new(trace.Table);
            TraceRowEvaluator evaluator = new(trace, publicValues);
            for (int row = 0; row < trace.Table.Height; row++)
            {
                int violated = evaluator.Evaluate(row);
                if (violated >= 0)
                {
                    return Violation(trace, evaluator, row, violated);
                }

                exceeded ??= meter.Add(evaluator, row);
                ledger.Add(evaluator);
            }
        }

        return exceeded ?? Imbalance(ledger, traces, publicValues);
    }

    private static ConstraintViolation Violation(TableTrace trace, TraceRowEvaluator evaluator, int row, int index)
    {
        Constraint constraint = trace.Table.Constraints[index];
        IReadOnlyList<string> columns = ConstraintColumns.Describe(trace, constraint, row);
        return new ConstraintViolation(trace.Table.Name, row, constraint.Name, evaluator.Constraint(index), columns);
    }

    private static BusImbalance? Imbalance(
        BusLedger ledger, IReadOnlyList<TableTrace> traces, ReadOnlySpan<KoalaBear> publicValues)
    {
        if (!ledger.TryFindUnbalanced(out BusTuple tuple, out KoalaBear net))
        {
            return null;
        }

        List<string> sent = [];
        List<string> received = [];
        foreach (TableTrace trace in traces)
        {
            BusPlaces.Find(new TraceRowEvaluator(trace, publicValues), tuple, sent, received);
        }

        return new BusImbalance(tuple.Bus, tuple.Values.ToArray(), net, sent, received);
    }
}
