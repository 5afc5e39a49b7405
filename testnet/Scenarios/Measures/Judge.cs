using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>Compares what was measured with what a scenario demands.</summary>
public static class Judge
{
    private const double FitConfidence = 0.999;

    /// <summary>The verdicts on a scenario's criteria, in their order. A criterion that no cell or no run can answer is not met.</summary>
    public static IReadOnlyList<Verdict> Decide(Scenario scenario, IReadOnlyList<Cell> cells) => [.. scenario.Criteria.Select(c => Decide(scenario, c, cells))];

    /// <summary>A statistic of a metric in a cell; not a number if it cannot be made.</summary>
    public static double Measure(Scenario scenario, Criterion criterion, Cell cell, Cell first)
    {
        Samples samples = cell.Of(criterion.Metric);
        return criterion.Statistic switch
        {
            Statistic.Median => samples.Median,
            Statistic.Mean => samples.Mean,
            Statistic.Min => samples.Min,
            Statistic.Max => samples.Max,
            Statistic.P95 => samples.Quantile(0.95),
            Statistic.Sum => samples.Count == 0 ? double.NaN : samples.Sum,
            Statistic.Ratio => samples.Mean / first.Of(criterion.Metric).Mean,
            _ => Misfit(scenario, criterion.Metric, cell, samples),
        };
    }

    private static Verdict Decide(Scenario scenario, Criterion criterion, IReadOnlyList<Cell> cells)
    {
        Cell[] meant = [.. cells.Where(c => criterion.Conditions.All(k => k.Holds(c.Points[k.Sweep])))];
        if (meant.Length == 0)
        {
            return new Verdict(criterion, IsMet: false, double.NaN, "no cell");
        }

        (double Value, Cell Cell)[] measured = [.. meant.Select(c => (Measure(scenario, criterion, c, cells[0]), c))];
        if (measured.FirstOrDefault(m => double.IsNaN(m.Value)) is (_, Cell unmeasured))
        {
            return new Verdict(criterion, IsMet: false, double.NaN, unmeasured.Label);
        }

        (double worst, Cell where) = criterion.Comparison switch
        {
            Comparison.AtMost or Comparison.Below => measured.MaxBy(m => m.Value),
            Comparison.AtLeast or Comparison.Above => measured.MinBy(m => m.Value),
            _ => measured.MaxBy(m => Math.Abs(m.Value - criterion.Bound)),
        };
        return new Verdict(criterion, Comparisons.Holds(worst, criterion.Comparison, criterion.Bound), worst, where.Label);
    }

    private static double Misfit(Scenario scenario, string metric, Cell cell, Samples samples)
    {
        ClosedForm? form = scenario.Plots.FirstOrDefault(p => p.ClosedForm is not null && p.Metrics.Contains(metric, StringComparer.Ordinal))?.ClosedForm;
        if (form is null || samples.Count == 0 || ClosedForms.Evaluate(form, cell.Numbers) is not double expected)
        {
            return double.NaN;
        }

        Interval interval = samples.MeanInterval(FitConfidence);
        return Math.Max(0, Math.Max(interval.Low - expected, expected - interval.High));
    }
}
