using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace P2PProver.Testnet.Anvil;

/// <summary>A running anvil on the loopback interface, with a block every second. Disposal ends it.</summary>
internal sealed partial class AnvilProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private AnvilProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The endpoint.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="TestnetException">It does not: the port may be in use.</exception>
    public static async Task<AnvilProcess> StartAsync(string program, int port, TimeProvider time, CancellationToken cancellation)
    {
        string[] arguments = ["--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--block-time", "1"];
        Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        TaskCompletionSource<Uri?> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Look(line.Data, listening);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            Uri? address = await listening.Task.WaitAsync(StartLimit, time, cancellation);
            return address is null ? throw new TestnetException($"anvil ended at once: is port {port} in use?") : new AnvilProcess(process, address);
        }
        catch (Exception exception)
        {
            await EndAsync(process);
            throw exception is TimeoutException ? new TestnetException($"anvil did not listen within {StartLimit}", exception) : exception;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static void Look(string? line, TaskCompletionSource<Uri?> listening)
    {
        Match match = Listening().Match(line ?? string.Empty);
        if (line is null)
        {
            listening.TrySetResult(null);
        }
        else if (match.Success)
        {
            listening.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups["port"].Value}"));
        }
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"Listening on 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
