using System.ComponentModel;
using System.Diagnostics;

namespace P2PProver.Node.Diagnostics;

/// <summary>Runs other programs with a deadline and a bound on what is read from them.</summary>
public sealed class ProgramRunner
{
    /// <summary>The most that is read of a program's output, in UTF-16 units.</summary>
    public const int OutputMax = 64 * 1024;

    private readonly TimeProvider _time;

    /// <summary>Measures deadlines on <paramref name="time"/>.</summary>
    public ProgramRunner(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Runs a program, found through PATH, without input; ends it and its children at the deadline or on cancellation.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async Task<ProgramOutput> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellation)
    {
        using Process? process = Start(program, arguments);
        if (process is null)
        {
            return new ProgramOutput(ProgramOutcome.NotFound, 0, "");
        }

        using CancellationTokenSource timer = new(deadline, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            // Cancelling a read of a pipe is not dependable everywhere, so the wait is cancelled instead and the process killed below.
            return await ReadToEndAsync(process, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProgramOutput(ProgramOutcome.TimedOut, 0, "");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process? Start(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            Process? process = Process.Start(start);
            process?.StandardInput.Close();
            return process;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<ProgramOutput> ReadToEndAsync(Process process, CancellationToken cancellation)
    {
        Task<string> error = ReadBoundedAsync(process.StandardError, cancellation);
        string output = await ReadBoundedAsync(process.StandardOutput, cancellation);
        await error;
        await process.WaitForExitAsync(cancellation);
        return new ProgramOutput(ProgramOutcome.Exited, process.ExitCode, output.Trim());
    }

    /// <summary>Keeps the beginning and reads the rest away, so that a talkative program does not block on a full pipe.</summary>
    private static async Task<string> ReadBoundedAsync(StreamReader reader, CancellationToken cancellation)
    {
        char[] kept = new char[OutputMax];
        int length = await reader.ReadBlockAsync(kept, cancellation);
        char[] dropped = new char[4096];
        while (length == OutputMax && await reader.ReadAsync(dropped, cancellation) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return new string(kept, 0, length);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended between the question and the signal, which is what was wanted.
            Debug.Assert(process.HasExited, "A process that cannot be killed has ended.");
        }
    }
}
