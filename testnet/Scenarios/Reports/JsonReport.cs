using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>Everything that was asked and measured, for programs.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The document over all results.</summary>
    public static string Render(IReadOnlyList<ScenarioResult> results, ReportContext context)
    {
        JsonObject root = new()
        {
            ["schema"] = "p2pprover.scenarios/1",
            ["engine"] = context.Engine,
            ["commit"] = context.Commit,
            ["machine"] = context.Machine,
            ["scenarios"] = new JsonArray([.. results.Select(Of)]),
        };
        return root.ToJsonString(Style) + "\n";
    }

    private static JsonObject Of(ScenarioResult result) => new JsonObject
    {
        ["id"] = result.Scenario.Id,
        ["title"] = result.Scenario.Title,
        ["passed"] = result.IsPassed,
        ["seeds"] = result.Seeds,
        ["options"] = result.Scenario.Options.DeepClone(),
        ["criteria"] = new JsonArray([.. result.Verdicts.Select(Of)]),
        ["cells"] = new JsonArray([.. result.Cells.Select(c => Of(result, c))]),
    };

    private static JsonObject Of(Verdict verdict) => new JsonObject
    {
        ["criterion"] = verdict.Criterion.Text,
        ["met"] = verdict.IsMet,
        ["measured"] = Number(verdict.Worst),
        ["cell"] = verdict.Where,
    };

    private static JsonObject Of(ScenarioResult result, Cell cell)
    {
        JsonObject sweeps = [];
        foreach ((string name, SweepPoint point) in cell.Points)
        {
            sweeps[name] = point.Label;
        }

        JsonObject metrics = [];
        foreach (string metric in cell.Metrics)
        {
            metrics[metric] = Of(result, cell, metric);
        }

        return new JsonObject { ["sweep"] = sweeps, ["metrics"] = metrics, ["problems"] = new JsonArray([.. cell.Problems.Select(p => JsonValue.Create(p))]) };
    }

    private static JsonObject Of(ScenarioResult result, Cell cell, string metric)
    {
        Samples samples = cell.Of(metric);
        Interval mean = samples.MeanInterval(0.95);
        JsonObject json = new()
        {
            ["n"] = samples.Count,
            ["mean"] = Number(samples.Mean),
            ["meanInterval95"] = new JsonArray(Number(mean.Low), Number(mean.High)),
            ["median"] = Number(samples.Median),
            ["min"] = Number(samples.Min),
            ["max"] = Number(samples.Max),
        };
        ClosedForm? form = result.Scenario.Plots.FirstOrDefault(p => p.ClosedForm is not null && p.Metrics.Contains(metric, StringComparer.Ordinal))?.ClosedForm;
        if (form is not null && ClosedForms.Evaluate(form, cell.Numbers) is double closed)
        {
            json["closedForm"] = closed;
        }

        return json;
    }

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
