using System.Globalization;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>Makes the charts of a scenario's plots.</summary>
public static class ChartBuilder
{
    private const double Confidence = 0.95;
    private const int TheorySteps = 60;

    /// <summary>The chart of a plot.</summary>
    public static Chart Build(ScenarioResult result, Plot plot)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(plot);
        Sweep sweep = result.Scenario.Sweeps.Single(s => s.Name == plot.X);
        bool isNumeric = sweep.Points.All(p => p.Value is not null);
        double Place(SweepPoint point) => isNumeric ? point.Value!.Value : sweep.Points.ToList().FindIndex(p => p.Label == point.Label);
        List<ChartLine> lines = [];
        foreach (IGrouping<string, Cell> group in Groups(result, plot))
        {
            foreach (string metric in plot.Metrics)
            {
                IEnumerable<ChartPoint> points = group.Where(c => c.Of(metric).Count > 0).Select(c => PointOf(Place(c.Points[plot.X]), c.Of(metric)));
                string name = group.Key.Length == 0 ? metric : $"{metric}, {group.Key}";
                lines.Add(new ChartLine(string.Create(CultureInfo.InvariantCulture, $"{name} (mean of {result.Seeds} seeds, 95 %)"), [.. points.OrderBy(p => p.X)], IsTheory: false));
            }

            if (plot.ClosedForm is not null && isNumeric)
            {
                string name = group.Key.Length == 0 ? "closed form" : $"closed form, {group.Key}";
                lines.Add(new ChartLine(name, Theory(sweep, plot, group.First()), IsTheory: true));
            }
        }

        IReadOnlyList<KeyValuePair<double, string>> ticks = [.. sweep.Points.Select(p => new KeyValuePair<double, string>(Place(p), p.Label))];
        return new Chart(plot.Title, plot.X, ticks, lines, plot.IsLogarithmic);
    }

    /// <summary>Cells by the value of the second sweep; sweeps that the plot does not name stay at their first value.</summary>
    private static IEnumerable<IGrouping<string, Cell>> Groups(ScenarioResult result, Plot plot)
    {
        IEnumerable<Sweep> others = result.Scenario.Sweeps.Where(s => s.Name != plot.X && s.Name != plot.By);
        return result.Cells
            .Where(c => others.All(o => c.Points[o.Name] == o.Points[0]))
            .GroupBy(c => plot.By is null ? string.Empty : $"{plot.By} = {c.Points[plot.By].Label}", StringComparer.Ordinal);
    }

    private static ChartPoint PointOf(double x, Samples samples)
    {
        Interval interval = samples.MeanInterval(Confidence);
        return new ChartPoint(x, samples.Mean, interval.Low, interval.High);
    }

    private static List<ChartPoint> Theory(Sweep sweep, Plot plot, Cell cell)
    {
        double low = sweep.Points.Min(p => p.Value!.Value);
        double high = sweep.Points.Max(p => p.Value!.Value);
        List<ChartPoint> points = [];
        for (int i = 0; i <= TheorySteps; i++)
        {
            double x = low + ((high - low) * i / TheorySteps);
            Dictionary<string, double?> values = new(cell.Numbers, StringComparer.Ordinal) { [plot.X] = x };
            if (ClosedForms.Evaluate(plot.ClosedForm!, values) is double y)
            {
                points.Add(new ChartPoint(x, y, y, y));
            }
        }

        return points;
    }
}
