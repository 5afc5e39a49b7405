using P2PProver.Testing;
using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Tests.Scenarios;

/// <summary>Scenario files: what is read, and that whatever means nothing is refused with its place.</summary>
public sealed class ScenarioReaderTests
{
    private const string Valid = """
        id: C9
        title: A title
        about: What it is about.
        seeds: 5
        options:
          network: {latencyMedian: 60ms}
          nodes: 8
        sweep:
          - name: share
            option: chain.censorShare
            values: [0, 0.5]
          - name: kind
            values:
              - {label: none}
              - {label: some, options: {faults: {killed: 0.3}}}
        criteria:
          - median(settle_latency_s) <= 90 where share = 0.5 and kind = some
          - misfit(missed) = 0
        plots:
          - title: Missed
            x: share
            metrics: [missed]
            by: kind
            closedForm: {name: allOf, share: share, count: 64}
            scale: log
        """;

    [Fact]
    public void File_WithEverything_IsRead()
    {
        ScenarioReader.TryRead(Valid, out Scenario? scenario, out string problem).ShouldBeTrue(problem);
        scenario!.Id.ShouldBe("C9");
        scenario.Seeds.ShouldBe(5);
        scenario.Options.ToJsonString().ShouldBe("""{"network":{"latencyMedian":"60ms"},"nodes":8}""");
        scenario.Sweeps[0].Points[1].Options.ToJsonString().ShouldBe("""{"chain":{"censorShare":0.5}}""");
        scenario.Sweeps[0].Points[1].Value.ShouldBe(0.5);
        scenario.Sweeps[1].Points[1].Options.ToJsonString().ShouldBe("""{"faults":{"killed":0.3}}""");
        scenario.Sweeps[1].Points[1].Value.ShouldBeNull();
        scenario.Criteria[0].Conditions.Count.ShouldBe(2);
        scenario.Plots[0].IsLogarithmic.ShouldBeTrue();
        scenario.Plots[0].ClosedForm!.Arguments["count"].ShouldBe("64");
    }

    [Theory]
    [InlineData("seeds: 5", "seeds: 0", "'seeds' is a number")]
    [InlineData("seeds: 5", "seeds: 5\nsedes: 6", "no key 'sedes'")]
    [InlineData("title: A title", "", "no 'title'")]
    [InlineData("values: [0, 0.5]", "values: []", "no values")]
    [InlineData("values: [0, 0.5]", "values: 7", "not a list")]
    [InlineData("where share = 0.5", "where sahre = 0.5", "no sweep 'sahre'")]
    [InlineData("median(settle_latency_s)", "average(settle_latency_s)", "no criterion")]
    [InlineData("<= 90", "<= ninety", "no criterion")]
    [InlineData("x: share", "x: other", "no sweep 'other'")]
    [InlineData("name: allOf", "name: someOf", "no closed form 'someOf'")]
    [InlineData("count: 64", "cuont: 64", "takes share, count")]
    [InlineData("count: 64", "count: many", "neither a number nor a sweep")]
    [InlineData("{label: none}", "{lable: none}", "no 'label'")]
    [InlineData("id: C9", "id: [C9]", "not a plain value")]
    [InlineData("id: C9", "id: {", "no YAML")]
    [InlineData("id: C9", "id: *gone", "line ")]
    [InlineData("metrics: [missed]", "metrics: [[missed]]", "a word is expected")]
    public void File_WithASlip_IsRefusedWithItsReason(string part, string slip, string reason)
    {
        string text = Valid.Replace(part, slip, StringComparison.Ordinal);
        (text == Valid).ShouldBeFalse();
        ScenarioReader.TryRead(text, out _, out string problem).ShouldBeFalse();
        problem.ShouldContain(reason);
    }

    [Fact]
    public void File_WithAnyMutation_IsReadOrRefused()
    {
        TestRandom random = new(6);
        byte[] valid = System.Text.Encoding.UTF8.GetBytes(Valid);
        int read = 0;
        for (int i = 0; i < 3_000; i++)
        {
            byte[] mutated = random.Mutate(random.Mutate(valid));
            string text = System.Text.Encoding.UTF8.GetString(mutated);
            bool isRead = Should.NotThrow(() => ScenarioReader.TryRead(text, out _, out string problem) || problem.Length == 0, $"seed 6, input {i}: {text}");
            read += isRead ? 1 : 0;
        }

        read.ShouldBeInRange(100, 2_900);
    }

    [Fact]
    public void File_WithoutCriteria_IsRefused()
    {
        ScenarioReader.TryRead("id: A\ntitle: T\nabout: B\nseeds: 1\n", out _, out string problem).ShouldBeFalse();
        problem.ShouldContain("no verdict");
    }

    [Fact]
    public void File_WithTooManyCells_IsRefused()
    {
        string values = string.Join(", ", Enumerable.Range(0, 501));
        string text = $"id: A\ntitle: T\nabout: B\nseeds: 1\nsweep: [{{name: n, option: nodes, values: [{values}]}}]\ncriteria: ['max(m) <= 1']\n";
        ScenarioReader.TryRead(text, out _, out string problem).ShouldBeFalse();
        problem.ShouldContain("501 cells");
    }
}
