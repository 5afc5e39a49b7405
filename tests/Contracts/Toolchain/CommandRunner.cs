using System.ComponentModel;
using System.Diagnostics;

namespace P2PProver.Contracts.Tests.Toolchain;

/// <summary>Runs the programs of the contracts' toolchain in the contracts' folder, each within a time limit.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A name on the path, or a path.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <param name="variables">Environment variables added to ours; null removes one.</param>
    /// <param name="limit">How long the program may take; then it is killed with its children.</param>
    /// <exception cref="InvalidOperationException">The program cannot be started.</exception>
    /// <exception cref="TimeoutException">The program took too long.</exception>
    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?> variables,
        TimeSpan limit)
    {
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        using Process process = Start(program, arguments, variables, command);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(limit, TimeProvider.System);
            return new(command, process.ExitCode, await output, await error);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"'{command}' did not finish within {limit}.", exception);
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?> variables,
        string command)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = ContractsFolder.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"'{command}' cannot be started; contracts need Node.js 20 or newer with npm.", exception);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited already, as it should.
        }
    }
}
