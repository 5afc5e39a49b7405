using System.Globalization;
using System.Net;
using System.Text;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>One page for people: verdicts, pictures, tables. It needs nothing beside itself.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c1f23; --soft: #5d6673; --line: #d9dde3; --paper: #ffffff; --good: #17703d; --bad: #b3261e;
          --c0: #1f5fbf; --c1: #b4520a; --c2: #1a7f5a; --c3: #8d3fa8; --c4: #a8324a; --c5: #6a6f12; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a3acb8; --line: #3a4049; --paper: #16191d; --good: #62c78b; --bad: #ff8a80;
          --c0: #7fb0ff; --c1: #ffab66; --c2: #66d1a6; --c3: #d59bea; --c4: #ff8fa3; --c5: #cbd15a; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
        .soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); }
        table { border-collapse: collapse; display: block; overflow-x: auto; } th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); }
        td.n { text-align: right; font-variant-numeric: tabular-nums; }
        svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: var(--soft); }
        .grid { stroke: var(--line); } .axis, .tick { stroke: var(--soft); } polyline { fill: none; stroke-width: 2; } .theory { stroke-dasharray: 6 5; }
        """;

    /// <summary>The page over all results.</summary>
    public static string Render(IReadOnlyList<ScenarioResult> results, ReportContext context)
    {
        StringBuilder page = new();
        int passed = results.Count(r => r.IsPassed);
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>Scenarios: {passed} of {results.Count} passed</title>\n<style>\n{Style}\n{ColorRules()}</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Scenarios: {passed} of {results.Count} passed</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(context.Engine)}<br>Commit {Text(context.Commit)}, {Text(context.Machine)}</p>\n");
        foreach (ScenarioResult result in results)
        {
            AppendScenario(page, result);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string ColorRules()
    {
        StringBuilder rules = new();
        for (int i = 0; i < 6; i++)
        {
            rules.Append(CultureInfo.InvariantCulture, $"line.c{i}, polyline.c{i} {{ stroke: var(--c{i}); }} line.c{i} {{ stroke-width: 1.5; }} circle.c{i} {{ fill: var(--c{i}); }}\n");
        }

        return rules.ToString();
    }

    private static void AppendScenario(StringBuilder page, ScenarioResult result)
    {
        Scenario scenario = result.Scenario;
        page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{Text(scenario.Id)}\">{Text(scenario.Id)}: {Text(scenario.Title)} <span class=\"{(result.IsPassed ? "good" : "bad")}\">{(result.IsPassed ? "passed" : "failed")}</span></h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Text(scenario.About)}</p>\n<table>\n<tr><th>criterion</th><th>verdict</th><th>measured</th><th>where</th></tr>\n");
        foreach (Verdict verdict in result.Verdicts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Text(verdict.Criterion.Text)}</code></td><td class=\"{(verdict.IsMet ? "good" : "bad")}\">{(verdict.IsMet ? "met" : "not met")}</td><td class=\"n\">{Number(verdict.Worst)}</td><td>{Text(verdict.Where)}</td></tr>\n");
        }

        page.Append("</table>\n");
        foreach (Plot plot in scenario.Plots)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(plot.Title)}</h3>\n{SvgChart.Render(ChartBuilder.Build(result, plot))}");
        }

        AppendCells(page, result);
    }

    private static void AppendCells(StringBuilder page, ScenarioResult result)
    {
        string[] metrics = [.. result.Scenario.Criteria.Select(c => c.Metric).Concat(result.Scenario.Plots.SelectMany(p => p.Metrics)).Distinct(StringComparer.Ordinal)];
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>Means over {result.Seeds} seeds with 95 % confidence intervals</summary>\n<table>\n<tr><th>cell</th>");
        foreach (string metric in metrics)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{Text(metric)}</th>");
        }

        page.Append("</tr>\n");
        foreach (Cell cell in result.Cells)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(cell.Label)}</td>");
            foreach (Samples samples in metrics.Select(cell.Of))
            {
                Interval interval = samples.MeanInterval(0.95);
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Number(samples.Mean)} <span class=\"soft\">{Number(interval.Low)} to {Number(interval.High)}</span></td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</table></details>\n");
    }

    private static string Number(double value) => double.IsNaN(value) ? "none" : Axis.Label(value);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
