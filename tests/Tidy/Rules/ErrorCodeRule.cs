using System.Text.RegularExpressions;

namespace P2PProver.Tidy.Rules;

/// <summary>Every error code of the sources stands in docs/ERRORS.md, and every code of docs/ERRORS.md in the sources.</summary>
public sealed partial class ErrorCodeRule : ITidyRule
{
    private const string Document = "docs/ERRORS.md";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        HashSet<string> documented = [.. Code().Matches(tree.Find(Document) ?? string.Empty).Select(m => m.Value)];
        Dictionary<string, string> used = new(StringComparer.Ordinal);
        foreach ((string path, string text) in tree.CSharp.Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal)))
        {
            foreach (Match match in Code().Matches(text))
            {
                used.TryAdd(match.Value, path);
            }
        }

        return used.Where(u => !documented.Contains(u.Key)).Select(u => new Finding(u.Value, 0, $"{u.Key} is not in {Document}"))
            .Concat(documented.Where(code => !used.ContainsKey(code)).Select(code => new Finding(Document, 0, $"{code} is raised nowhere")));
    }

    [GeneratedRegex(@"\bPP-[A-Z]{2,8}-\d{3}\b")]
    private static partial Regex Code();
}
