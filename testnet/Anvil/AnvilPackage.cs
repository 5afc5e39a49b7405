using System.ComponentModel;
using System.Diagnostics;
using P2PProver.Node.Cli;

namespace P2PProver.Testnet.Anvil;

/// <summary>The program anvil from npm, kept in a folder.</summary>
internal static class AnvilPackage
{
    private const string Name = "@foundry-rs/anvil";
    private const string Version = "1.7.1";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    /// <summary>The path of the program, after fetching it if it is not there.</summary>
    /// <param name="tools">Where programs are kept.</param>
    /// <param name="shell">Told of the fetching.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TestnetException">npm is missing or fails.</exception>
    public static async Task<string> EnsureAsync(string tools, Shell shell, TimeProvider time, CancellationToken cancellation)
    {
        string folder = Path.Combine(tools, $"anvil-{Version}");
        string program = Path.Combine(folder, "node_modules", ".bin", "anvil");
        if (File.Exists(program))
        {
            return program;
        }

        shell.Note($"fetching {Name} {Version} from npm into {folder}");
        Directory.CreateDirectory(folder);
        (int exitCode, string output) = await RunAsync(["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", $"{Name}@{Version}"], time, cancellation);
        return exitCode == 0 && File.Exists(program) ? program : throw new TestnetException($"npm could not install {Name} {Version} into {folder}: {output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("npm", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(start);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            await Task.WhenAll(output, error, process.WaitForExitAsync(cancellation)).WaitAsync(InstallLimit, time, cancellation);
            return (process.ExitCode, (await error).Trim());
        }
        catch (TimeoutException exception)
        {
            throw new TestnetException($"npm did not finish within {InstallLimit}", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new TestnetException("npm cannot be started: local chains need Node.js 20 or newer with npm", exception);
        }
    }
}
