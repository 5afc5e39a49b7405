namespace P2PProver.Node.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> NodeSources()
    {
        return Directory.EnumerateFiles(Path.Combine(Root, "node"), "*.cs", SearchOption.AllDirectories);
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "P2PProver.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("P2PProver.sln is in no directory above the test's.");
    }
}
