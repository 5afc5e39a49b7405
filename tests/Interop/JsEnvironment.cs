using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using P2PProver.Testing;

namespace P2PProver.Interop.Tests;

/// <summary>Node.js and the packages of the foreign peer: installed once from the lock file, or a reason why not.</summary>
internal static class JsEnvironment
{
    private const int NodeVersionMin = 20;
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(200);
    private static readonly Lazy<string?> Missing = new(Prepare);

    /// <summary>The folder of the foreign peer.</summary>
    public static string Folder { get; } = typeof(JsEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => string.Equals(a.Key, "JsPeerFolder", StringComparison.Ordinal)).Value!;

    /// <summary>Whether a missing foreign peer is a failure; set where all tests must run.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("INTEROP_REQUIRED") == "1";

    /// <summary>Why there is no foreign peer; null if there is one.</summary>
    public static string? MissingReason => Missing.Value;

    private static string? Prepare()
    {
        (int status, string output) = Run("node", "--version", TimeSpan.FromSeconds(30));
        string version = output.Trim().TrimStart('v').Split('.')[0];
        if (status != 0 || !int.TryParse(version, System.Globalization.CultureInfo.InvariantCulture, out int major) || major < NodeVersionMin)
        {
            return $"Node.js {NodeVersionMin} or newer is missing";
        }

        // Test processes install one after another.
        using FileStream turn = TakeTurn();
        string marker = Path.Combine(Folder, "node_modules", ".installed-from");
        string wanted = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, "package-lock.json"))));
        if (File.Exists(marker) && File.ReadAllText(marker) == wanted)
        {
            return null;
        }

        (status, output) = Run("npm", "ci --ignore-scripts --no-audit --no-fund", InstallLimit);
        if (status != 0)
        {
            return $"npm ci failed in tests/Interop/js: {output.Trim().Split('\n')[^1]}";
        }

        File.WriteAllText(marker, wanted);
        return null;
    }

    /// <summary>Opens a file that one process at a time can open.</summary>
    private static FileStream TakeTurn()
    {
        string file = Path.Combine(RepositoryRoot.Path, "artifacts", "interop-install.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken)
            {
                if (TimeProvider.System.GetElapsedTime(start) > InstallLimit)
                {
                    throw new TimeoutException("another process has been installing packages for too long", taken);
                }
            }

            Task.Delay(TurnInterval, TimeProvider.System).GetAwaiter().GetResult();
        }
    }

    private static (int Status, string Output) Run(string program, string arguments, TimeSpan limit)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} took longer than {limit}");
            }

            return (process.ExitCode, process.ExitCode == 0 ? output.GetAwaiter().GetResult() : error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
