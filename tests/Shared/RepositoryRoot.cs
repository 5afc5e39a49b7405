namespace P2PProver.Testing;

/// <summary>The checkout that the tests were built from.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds the solution, found upwards from the test assembly: source paths of a deterministic build name no folder.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "P2PProver.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("P2PProver.sln was not found above the test assembly.");
    }
}
