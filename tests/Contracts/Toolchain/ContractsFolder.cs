namespace P2PProver.Contracts.Tests.Toolchain;

/// <summary>Where the Foundry project lies.</summary>
internal static class ContractsFolder
{
    /// <summary>The folder of foundry.toml.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the folder.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        return Path.Combine([Root, .. parts]);
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "P2PProver.sln")))
            {
                return Path.Combine(folder.FullName, "contracts");
            }
        }

        throw new DirectoryNotFoundException("P2PProver.sln was not found above the test assembly.");
    }
}
