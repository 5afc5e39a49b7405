using System.Globalization;
using System.Xml.Linq;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>Verdicts as JUnit XML: a suite for each scenario, a case for each criterion.</summary>
public static class JUnitReport
{
    /// <summary>The document over all results.</summary>
    public static string Render(IReadOnlyList<ScenarioResult> results)
    {
        XElement suites = new(
            "testsuites",
            new XAttribute("tests", results.Sum(r => r.Verdicts.Count)),
            new XAttribute("failures", results.Sum(Failures)),
            results.Select(SuiteOf));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{suites}\n";
    }

    private static XElement SuiteOf(ScenarioResult result) => new(
        "testsuite",
        new XAttribute("name", $"{result.Scenario.Id}: {result.Scenario.Title}"),
        new XAttribute("tests", result.Verdicts.Count),
        new XAttribute("failures", Failures(result)),
        new XAttribute("time", result.WallTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
        result.Verdicts.Select(v => CaseOf(result, v)));

    private static XElement CaseOf(ScenarioResult result, Verdict verdict) => new(
        "testcase",
        new XAttribute("classname", result.Scenario.Id),
        new XAttribute("name", verdict.Criterion.Text),
        verdict.IsMet ? null : new XElement("failure", new XAttribute("message", Describe(verdict))));

    /// <summary>A verdict in words.</summary>
    public static string Describe(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        string measured = double.IsNaN(verdict.Worst) ? "not measured" : $"measured {Axis.Label(verdict.Worst)}";
        return $"{verdict.Criterion.Text}: {measured} ({verdict.Where})";
    }

    private static int Failures(ScenarioResult result) => result.Verdicts.Count(v => !v.IsMet);
}
