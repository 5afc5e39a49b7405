using System.Xml.Linq;
using P2PProver.Testnet.Scenarios;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;
using P2PProver.Testnet.Scenarios.Reports;

namespace P2PProver.Testnet.Tests.Scenarios;

/// <summary>The runner, the judge and the reports over an engine of dice.</summary>
public sealed class RunnerTests
{
    private const string File = """
        id: DICE
        title: Dice & <signs>
        about: All of four draws fall below the share.
        seeds: 200
        options: {count: 4}
        sweep:
          - {name: c, option: share, values: [0.0, 0.5, 0.9]}
        criteria:
          - misfit(missed) = 0
          - max(missed) = 0 where c = 0.0
          - median(time) <= 16 where c <= 0.5
          - ratio(time) >= 1.5 where c = 0.9
          - p95(time) < 20
          - sum(rare) = 1
        plots:
          - {title: 'Missed, "all" of them', x: c, metrics: [missed], closedForm: {name: allOf, share: c, count: 4}}
          - {title: Time, x: c, metrics: [time], scale: log}
        """;

    private static readonly ReportContext Context = new("dice", "commit", "machine");

    [Fact]
    public void Runner_WithAnyParallelism_GivesTheSameReports()
    {
        ScenarioResult one = Run(File, parallelism: 1);
        ScenarioResult four = Run(File, parallelism: 4);

        one.IsPassed.ShouldBeTrue(string.Join('\n', one.Verdicts.Where(v => !v.IsMet).Select(JUnitReport.Describe)));
        CsvReport.Render([four]).ShouldBe(CsvReport.Render([one]));
        JsonReport.Render([four], Context).ShouldBe(JsonReport.Render([one], Context));
    }

    [Theory]
    [InlineData("misfit(missed) = 0", "count: 4}}", "count: 3}}", "another closed form does not fit")]
    [InlineData("max(missed) = 0 where c = 0.0", "where c = 0.0", "where c = 0.9", "something was missed there")]
    [InlineData("median(time) <= 16 where c <= 0.5", "<= 16", "<= 15", "the median is above")]
    [InlineData("p95(time) < 20", "p95(time)", "p95(tiem)", "there is no such metric")]
    [InlineData("sum(rare) = 1", "= 1", "= 2", "the sum is another")]
    [InlineData("max(missed) = 0 where c = 0.0", "where c = 0.0", "where c = 7", "there is no such cell")]
    public void Criterion_ThatDoesNotHold_FailsTheScenario(string criterion, string part, string replacement, string because)
    {
        string changed = File.Contains(criterion, StringComparison.Ordinal) && criterion.Contains(part, StringComparison.Ordinal)
            ? File.Replace(criterion, criterion.Replace(part, replacement, StringComparison.Ordinal), StringComparison.Ordinal)
            : File.Replace(part, replacement, StringComparison.Ordinal);
        (changed == File).ShouldBeFalse();

        ScenarioResult result = Run(changed, parallelism: 2);

        result.IsPassed.ShouldBeFalse(because);
        result.Verdicts.Count(v => !v.IsMet).ShouldBe(1);
        XElement junit = XDocument.Parse(JUnitReport.Render([result])).Root!;
        junit.Attribute("failures")!.Value.ShouldBe("1");
        junit.Descendants("failure").Count().ShouldBe(1);
    }

    [Fact]
    public void Page_OfAnyText_IsWellFormedAndFetchesNothing()
    {
        string page = HtmlReport.Render([Run(File, parallelism: 2)], Context);
        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)];

        XElement parsed = XElement.Parse(body.Replace("<br>", "<br/>", StringComparison.Ordinal));

        parsed.Descendants("svg").Count().ShouldBe(2);
        parsed.Descendants("polyline").Count(p => p.Attribute("class")!.Value.Contains("theory", StringComparison.Ordinal)).ShouldBe(1);
        parsed.Descendants("circle").Count().ShouldBe(6);
        parsed.Descendants().SelectMany(e => e.Attributes()).ShouldAllBe(a => a.Name != "src" && a.Name != "href");
        page.ShouldNotContain("NaN");
        page.ShouldContain("Dice &amp; &lt;signs&gt;");
    }

    [Fact]
    public void Table_HasARowForEveryCellAndMetric()
    {
        string[] rows = CsvReport.Render([Run(File, parallelism: 2)]).TrimEnd('\n').Split('\n');
        rows.Length.ShouldBe(1 + (3 * 3));
        rows[0].Split(',').Length.ShouldBe(15);
        rows.ShouldAllBe(r => r.Split(',', StringSplitOptions.None).Length == 15);
    }

    [Fact]
    public void Scenario_ThatTheEngineCannotRun_IsNamedBeforeAnythingRuns()
    {
        ScenarioReader.TryRead(File.Replace("{count: 4}", "{broken: 1}", StringComparison.Ordinal), out Scenario? scenario, out string problem).ShouldBeTrue(problem);
        new ScenarioRunner(new DiceEngine(), TimeProvider.System, 1).Problem(scenario!).ShouldBe("DICE: broken is broken");
    }

    private static ScenarioResult Run(string file, int parallelism)
    {
        ScenarioReader.TryRead(file, out Scenario? scenario, out string problem).ShouldBeTrue(problem);
        return new ScenarioRunner(new DiceEngine(), TimeProvider.System, parallelism).Run(scenario!, null, null, CancellationToken.None);
    }
}
