using System.Security.Cryptography;

namespace P2PProver.Contracts.Tests.Toolchain;

/// <summary>The packages that contracts/package-lock.json names, installed when they are not there or not those.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The program forge.</summary>
    public static string Forge => ContractsFolder.PathOf("node_modules", ".bin", "forge");

    /// <summary>The program anvil, a local chain.</summary>
    public static string Anvil => ContractsFolder.PathOf("node_modules", ".bin", "anvil");

    /// <summary>The digest of the lock file that the installed packages belong to.</summary>
    private static string Marker => ContractsFolder.PathOf("node_modules", ".installed-from");

    /// <summary>Runs `npm ci` unless it has run for the present lock file. Test processes do this one after another.</summary>
    /// <exception cref="InvalidOperationException">The packages cannot be installed.</exception>
    /// <exception cref="TimeoutException">The installation, or that of another process, took too long.</exception>
    public static async Task EnsureAsync()
    {
        await using FileStream turn = await TakeTurnAsync();
        string wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(ContractsFolder.PathOf("package-lock.json"))));
        if (File.Exists(Forge) && File.Exists(Marker) && await File.ReadAllTextAsync(Marker) == wanted)
        {
            return;
        }

        CommandResult result = await CommandRunner.RunAsync("npm", ["ci"], new Dictionary<string, string?>(StringComparer.Ordinal), InstallLimit);
        result.OrThrow();
        await File.WriteAllTextAsync(Marker, wanted);
    }

    /// <summary>Opens a file that one process at a time can open.</summary>
    private static async Task<FileStream> TakeTurnAsync()
    {
        Directory.CreateDirectory(ContractsFolder.PathOf("artifacts"));
        string file = ContractsFolder.PathOf("artifacts", "install.lock");
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception)
            {
                if (TimeProvider.System.GetElapsedTime(start) > InstallLimit)
                {
                    throw new TimeoutException("Another process has been installing packages for too long.", exception);
                }
            }

            await Task.Delay(TurnInterval, TimeProvider.System);
        }
    }
}
