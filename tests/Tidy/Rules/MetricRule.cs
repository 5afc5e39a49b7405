using System.Text.RegularExpressions;

namespace P2PProver.Tidy.Rules;

/// <summary>Every metric that the sources create stands in docs/METRICS.md, and every metric of docs/METRICS.md is created.</summary>
public sealed partial class MetricRule : ITidyRule
{
    private const string Document = "docs/METRICS.md";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        HashSet<string> documented = [.. Documented().Matches(tree.Find(Document) ?? string.Empty).Select(m => m.Groups["name"].Value)];
        HashSet<string> created = new(StringComparer.Ordinal);
        foreach ((string path, string text) in tree.CSharp.Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal)))
        {
            foreach (Match match in Created().Matches(text))
            {
                string name = match.Groups["name"].Value;
                created.Add(name);
                if (!documented.Contains(name))
                {
                    yield return new Finding(path, 0, $"the metric {name} is not in {Document}");
                }
            }
        }

        foreach (string name in documented.Where(name => !created.Contains(name)))
        {
            yield return new Finding(Document, 0, $"the metric {name} is created nowhere");
        }
    }

    [GeneratedRegex(@"\.Create(Observable)?(Counter|Gauge|Histogram|UpDownCounter)(<\w+>)?\(\s*""(?<name>[\w.]+)""")]
    private static partial Regex Created();

    [GeneratedRegex(@"^\| `(?<name>p2pprover\.[\w.]+)`", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
