using System.Globalization;
using System.Text;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>One row for each cell and metric (RFC 4180).</summary>
public static class CsvReport
{
    private const string Head = "scenario,cell,metric,seeds,n,mean,mean_low95,mean_high95,median,median_low95,median_high95,min,max,p95,closed_form\n";

    /// <summary>The table over all results.</summary>
    public static string Render(IReadOnlyList<ScenarioResult> results)
    {
        StringBuilder table = new(Head);
        foreach (ScenarioResult result in results)
        {
            foreach (Cell cell in result.Cells)
            {
                foreach (string metric in cell.Metrics)
                {
                    AppendRow(table, result, cell, metric);
                }
            }
        }

        return table.ToString();
    }

    private static void AppendRow(StringBuilder table, ScenarioResult result, Cell cell, string metric)
    {
        Samples samples = cell.Of(metric);
        Interval mean = samples.MeanInterval(0.95);
        Interval median = samples.MedianInterval(0.95);
        ClosedForm? form = result.Scenario.Plots.FirstOrDefault(p => p.ClosedForm is not null && p.Metrics.Contains(metric, StringComparer.Ordinal))?.ClosedForm;
        double? closed = form is null ? null : ClosedForms.Evaluate(form, cell.Numbers);
        double?[] numbers = [samples.Mean, mean.Low, mean.High, samples.Median, median.Low, median.High, samples.Min, samples.Max, samples.Quantile(0.95), closed];
        table.Append(CultureInfo.InvariantCulture, $"{Quote(result.Scenario.Id)},{Quote(cell.Label)},{Quote(metric)},{result.Seeds},{samples.Count},");
        table.AppendJoin(',', numbers.Select(n => n is double value ? value.ToString("R", CultureInfo.InvariantCulture) : string.Empty)).Append('\n');
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
