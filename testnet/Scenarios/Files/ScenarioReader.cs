using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Reads scenario files. Strict: a key that means nothing is an error, with its line.</summary>
public static class ScenarioReader
{
    private const int TextMax = 64 * 1024;
    private const int SeedsMax = 1000;
    private const int CellsMax = 500;
    private const int FewSeedsDefault = 2;

    /// <summary>Reads a scenario; false with what is wrong and where.</summary>
    public static bool TryRead(string text, out Scenario? scenario, out string problem)
    {
        scenario = null;
        problem = string.Empty;
        if (text.Length > TextMax)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"the file is longer than {TextMax} characters");
            return false;
        }

        try
        {
            scenario = Read(new YamlMap(Load(text), "the file"));
            return true;
        }
        catch (ScenarioFormatException fault)
        {
            problem = fault.Message;
            return false;
        }
    }

    private static YamlNode Load(string text)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException fault)
        {
            throw new ScenarioFormatException($"line {fault.Start.Line}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The parser's own slips on malformed text, such as a brace that the end of the file closes.
            throw new ScenarioFormatException("the file is no YAML", fault);
        }

        return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new ScenarioFormatException("one document is expected");
    }

    private static Scenario Read(YamlMap file)
    {
        YamlMap? few = file.OptionalMap("few");
        Scenario scenario = new()
        {
            Id = file.Text("id"),
            Title = file.Text("title"),
            About = file.Text("about").Trim(),
            Seeds = (int)file.Number("seeds", 1, SeedsMax),
            FewSeeds = (int)(few?.OptionalNumber("seeds", 1, SeedsMax) ?? FewSeedsDefault),
            FewOptions = few?.OptionalMap("options")?.ToJson() ?? [],
            Options = file.OptionalMap("options")?.ToJson() ?? [],
            Sweeps = [.. file.OptionalList("sweep").Select(ReadSweep)],
            Criteria = [.. file.OptionalList("criteria").Select(ReadCriterion)],
            Plots = [.. file.OptionalList("plots").Select(ReadPlot)],
        };
        few?.End();
        file.End();
        Check(scenario);
        return scenario;
    }

    private static Sweep ReadSweep(YamlNode node)
    {
        YamlMap map = new(node, "a sweep");
        string name = map.Text("name");
        string? option = map.OptionalText("option");
        List<SweepPoint> points = [.. map.OptionalList("values").Select(v => ReadPoint(v, option))];
        map.End();
        return points.Count > 0 ? new Sweep(name, points) : throw new ScenarioFormatException($"the sweep {name} has no values");
    }

    /// <summary>A scalar sets the sweep's option; a map has a label, a value and the options that it sets.</summary>
    private static SweepPoint ReadPoint(YamlNode node, string? option)
    {
        if (node is YamlScalarNode scalar)
        {
            JsonNode value = YamlMap.ToJson(scalar) ?? throw new ScenarioFormatException($"line {node.Start.Line}: a value is missing");
            return option is null
                ? throw new ScenarioFormatException($"line {node.Start.Line}: the sweep names no option that this value could be of")
                : new SweepPoint(scalar.Value!, NumberOf(value), OptionPath.Set(option, value));
        }

        YamlMap map = new(node, "a value of a sweep");
        string label = map.Text("label");
        double? number = map.OptionalText("value") is string text ? Parse(text) : null;
        SweepPoint point = new(label, number ?? NumberOf(JsonValue.Create(label)), map.OptionalMap("options")?.ToJson() ?? []);
        map.End();
        return point;
    }

    private static Criterion ReadCriterion(YamlNode node) =>
        node is YamlScalarNode { Value: string text } && Criterion.TryParse(text, out Criterion? criterion)
            ? criterion!
            : throw new ScenarioFormatException($"line {node.Start.Line}: no criterion: write 'median(metric) <= 1 where sweep = value'");

    private static Plot ReadPlot(YamlNode node)
    {
        YamlMap map = new(node, "a plot");
        YamlMap? form = map.OptionalMap("closedForm");
        ClosedForm? closed = null;
        if (form is not null)
        {
            string name = form.Text("name");
            closed = new ClosedForm(name, form.Rest());
        }

        Plot plot = new(
            map.Text("title"), map.Text("x"), [.. map.OptionalList("metrics").Select(ReadWord)], map.OptionalText("by"), closed, map.OptionalText("scale") == "log");
        map.End();
        return plot;
    }

    private static string ReadWord(YamlNode node) =>
        node is YamlScalarNode { Value: string word } ? word : throw new ScenarioFormatException($"line {node.Start.Line}: a word is expected");

    private static void Check(Scenario scenario)
    {
        string[] sweeps = [.. scenario.Sweeps.Select(s => s.Name)];
        long cells = scenario.Sweeps.Aggregate(1L, (product, sweep) => product * sweep.Points.Count);
        if (cells > CellsMax)
        {
            throw new ScenarioFormatException(string.Create(CultureInfo.InvariantCulture, $"{cells} cells; the most is {CellsMax}"));
        }

        IEnumerable<string> named = scenario.Criteria.SelectMany(c => c.Conditions).Select(c => c.Sweep)
            .Concat(scenario.Plots.Select(p => p.X))
            .Concat(scenario.Plots.Where(p => p.By is not null).Select(p => p.By!));
        if (named.FirstOrDefault(n => !sweeps.Contains(n, StringComparer.Ordinal)) is string unknown)
        {
            throw new ScenarioFormatException($"there is no sweep '{unknown}'");
        }

        if (scenario.Plots.FirstOrDefault(p => p.ClosedForm is not null && Measures.ClosedForms.Problem(p.ClosedForm, sweeps) is not null) is Plot wrong)
        {
            throw new ScenarioFormatException(Measures.ClosedForms.Problem(wrong.ClosedForm!, sweeps)!);
        }

        if (scenario.Criteria.Count == 0)
        {
            throw new ScenarioFormatException("a scenario without criteria has no verdict");
        }
    }

    private static double? NumberOf(JsonNode value) => Parse(value.ToString());

    private static double? Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
