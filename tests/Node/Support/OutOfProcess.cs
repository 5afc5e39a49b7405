using System.Diagnostics;

namespace P2PProver.Node.Tests.Support;

/// <summary>Runs the built command as a process of its own, in a clean environment.</summary>
internal static class OutOfProcess
{
    // Generous, since the machine may be busy; it only ends a test that would never end.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<RunResult> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] words)
    {
        using Process process = Start(variables, words);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await WaitAsync(process, $"p2pprover {string.Join(' ', words)} to end");
        return new RunResult(process.ExitCode, await output, await error);
    }

    public static Process Start(IReadOnlyDictionary<string, string> variables, params string[] words) =>
        Start(Describe(Path.Combine(AppContext.BaseDirectory, "p2pprover"), words), variables);

    /// <summary>
    /// As <see cref="Start(IReadOnlyDictionary{string, string}, string[])"/>, with SIGINT not ignored. A shell lets background jobs ignore
    /// it, their children inherit that, and a program that was told to ignore a signal rightly does.
    /// </summary>
    public static Process StartInForeground(IReadOnlyDictionary<string, string> variables, params string[] words) => Start(
        Describe("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "p2pprover"), .. words]), variables);

    /// <summary>Runs a shell script in which <c>$0</c> is the command.</summary>
    public static async Task<RunResult> RunScriptAsync(string shell, string script)
    {
        using Process process = Process.Start(Describe(shell, ["-c", script, Path.Combine(AppContext.BaseDirectory, "p2pprover")]))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await WaitAsync(process, $"{shell} to end");
        return new RunResult(process.ExitCode, await output, await error);
    }

    public static async Task WaitAsync(Process process, string awaited)
    {
        using CancellationTokenSource timer = new(Deadline, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Waited {Deadline} in vain for {awaited}.", exception);
        }
    }

    private static Process Start(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static ProcessStartInfo Describe(string program, IReadOnlyList<string> words)
    {
        ProcessStartInfo start = new(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("P2PPROVER_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = "/nowhere/home";
        start.Environment.Remove("XDG_DATA_HOME");
        return start;
    }
}
