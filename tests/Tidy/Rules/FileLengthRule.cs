namespace P2PProver.Tidy.Rules;

/// <summary>A C# file has at most 500 lines; tables of constants and kernels that must stand together are listed by name.</summary>
public sealed class FileLengthRule : ITidyRule
{
    /// <summary>The longest file allowed, in lines.</summary>
    public const int LinesMax = 500;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["node/Errors/ErrorCatalogue.cs"] = "one table of every code, initialised in textual order",
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach ((string path, string text) in tree.CSharp.Where(f => !Exceptions.ContainsKey(f.Path)))
        {
            int lines = text.AsSpan().TrimEnd().Count('\n') + 1;
            if (lines > LinesMax)
            {
                yield return new Finding(path, lines, $"{lines} lines, at most {LinesMax}: split it by topic");
            }
        }
    }
}
