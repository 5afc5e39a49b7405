using System.Text.RegularExpressions;

namespace P2PProver.Tidy.Rules;

/// <summary>Relative links and images of every Markdown file lead somewhere, fragments to a heading of their target.</summary>
public sealed partial class LinkRule : ITidyRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach ((string path, string text) in tree.Files.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal)))
        {
            foreach (Match match in Link().Matches(text))
            {
                string link = match.Groups["target"].Value;
                if (!link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal) && !Resolves(tree, path, link))
                {
                    yield return new Finding(path, text.AsSpan(0, match.Index).Count('\n') + 1, $"the link '{link}' leads nowhere");
                }
            }
        }
    }

    private static bool Resolves(SourceTree tree, string path, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? path : Normalise(Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, parts[0]));
        return target.Length == 0
            || (tree.Exists(target) && (parts.Length == 1 || Anchors(tree.Find(target) ?? string.Empty).Contains(parts[1])));
    }

    private static string Normalise(string path)
    {
        Stack<string> parts = new();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.Pop();
            }
            else if (part is not ("." or ""))
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }

    private static HashSet<string> Anchors(string text) =>
        [.. Heading().Matches(text).Select(m => NotInAnchor().Replace(m.Groups["title"].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
