using P2PProver.Testing;

namespace P2PProver.Tidy;

/// <summary>The files of a repository by relative path ('/' separated): the real one on disk, or a sample made by a test.</summary>
public sealed class SourceTree
{
    private static readonly string[] Ignored = [".git", "artifacts", "node_modules", "bin", "obj", "TestResults"];

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>A tree made of the given paths and texts.</summary>
    public SourceTree(params (string Path, string Text)[] files)
    {
        foreach ((string path, string text) in files)
        {
            _files.Add(path, text);
        }
    }

    /// <summary>Every file of the tree, in ordinal order of paths.</summary>
    public IEnumerable<(string Path, string Text)> Files => _files.Select(f => (f.Key, f.Value));

    /// <summary>The C# files of the tree.</summary>
    public IEnumerable<(string Path, string Text)> CSharp => Files.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The project files of the tree.</summary>
    public IEnumerable<(string Path, string Text)> Projects => Files.Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Whether a file or a folder of this relative path exists.</summary>
    public bool Exists(string path) =>
        _files.ContainsKey(path) || _files.Keys.Any(p => p.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>The text of a file, or null where there is none.</summary>
    public string? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>The repository that this test assembly was built from.</summary>
    public static SourceTree Repository()
    {
        string root = RepositoryRoot.Path;
        SourceTree tree = new();
        foreach (string file in Walk(new DirectoryInfo(root)))
        {
            string path = Path.GetRelativePath(root, file).Replace('\\', '/');
            tree._files.Add(path, IsText(path) ? File.ReadAllText(file) : string.Empty);
        }

        return tree;
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => !Ignored.Contains(d.Name, StringComparer.Ordinal)).SelectMany(Walk));

    private static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".targets" or ".sln" or ".md" or ".json" or ".txt" or ".sh" or ".sol"
            or ".mjs" or ".js" or ".yml" or ".yaml" or ".toml" or ".proto" or ".html" or ".css" or ".editorconfig"
        || path.StartsWith(".ci/", StringComparison.Ordinal);
}
