namespace P2PProver.Node.Errors;

/// <summary>The table of exit codes as operators read it, in help and in docs/ERRORS.md.</summary>
public static class ExitCodes
{
    /// <summary>Every exit code with its meaning, in ascending order.</summary>
    public static IReadOnlyList<KeyValuePair<ExitCode, string>> Meanings { get; } =
    [
        new(ExitCode.Ok, "success"),
        new(ExitCode.Failure, "the verb failed, or its verdict is negative"),
        new(ExitCode.Usage, "the command line could not be understood"),
        new(ExitCode.Configuration, "the configuration is wrong"),
        new(ExitCode.Keys, "a key is missing, unreadable or locked"),
        new(ExitCode.DataDirectory, "the data directory is locked, damaged or full"),
        new(ExitCode.Chain, "the chain or its RPC endpoint failed"),
        new(ExitCode.VerificationFailed, "a proof is invalid"),
        new(ExitCode.Interrupted, "interrupted by Ctrl-C or SIGTERM"),
    ];
}
