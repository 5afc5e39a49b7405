using System.Text.RegularExpressions;

namespace P2PProver.Tidy.Rules;

/// <summary>Words that do not belong in the repository: unfinished work, paths of one machine, addresses of package registries.</summary>
public sealed partial class WordRule : ITidyRule
{
    private const string ThisFile = "tests/Tidy/Rules/WordRule.cs";
    private const string ItsTests = "tests/Tidy/SampleTests.cs";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach ((string path, string text) in tree.Files.Where(f => f.Path is not (ThisFile or ItsTests)))
        {
            int line = 0;
            foreach (string content in text.Split('\n'))
            {
                line++;
                if (Unfinished().IsMatch(content))
                {
                    yield return new Finding(path, line, "unfinished work: finish it, or write down in docs/ what is missing");
                }

                if (MachinePath().IsMatch(content))
                {
                    yield return new Finding(path, line, "a path of one machine: derive it, or take it as a setting");
                }

                if (Registry().IsMatch(content))
                {
                    yield return new Finding(path, line, "a registry's address: the client's own configuration names it");
                }
            }
        }
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.~}])/(home/\w+|root|work|Users/\w+)/|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[^/\s""]*(nuget|npmjs|npm\.)[^/\s""]*", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();
}
