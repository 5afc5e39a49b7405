namespace P2PProver.Node.Errors;

/// <summary>The exit status of the <c>p2pprover</c> process. The numbers are a contract with scripts and never change meaning.</summary>
public enum ExitCode
{
    /// <summary>The verb did what it was asked.</summary>
    Ok = 0,

    /// <summary>The verb failed, or its verdict is negative.</summary>
    Failure = 1,

    /// <summary>The command line could not be understood.</summary>
    Usage = 2,

    /// <summary>The configuration is wrong.</summary>
    Configuration = 3,

    /// <summary>A key is missing, unreadable or locked.</summary>
    Keys = 4,

    /// <summary>The data directory is locked, damaged, full or not ours.</summary>
    DataDirectory = 5,

    /// <summary>The chain or its RPC endpoint refused or failed.</summary>
    Chain = 6,

    /// <summary>A proof was examined and found invalid.</summary>
    VerificationFailed = 7,

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    Interrupted = 130,
}
