namespace P2PProver.Contracts.Tests.Toolchain;

/// <summary>What a finished program said.</summary>
/// <param name="Command">The command line, for messages.</param>
/// <param name="ExitCode">Zero for success, as is usual.</param>
/// <param name="Output">Everything on standard output.</param>
/// <param name="Error">Everything on standard error.</param>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    private const int CharactersShown = 6000;

    /// <summary>This result, or an exception with the end of what the program said.</summary>
    /// <exception cref="InvalidOperationException">The program did not exit with zero.</exception>
    public CommandResult OrThrow()
    {
        return ExitCode == 0 ? this : throw new InvalidOperationException($"'{Command}' failed with exit code {ExitCode}:\n{End(Output)}\n{End(Error)}");
    }

    private static string End(string text)
    {
        return text.Length <= CharactersShown ? text : "... " + text[^CharactersShown..];
    }
}
