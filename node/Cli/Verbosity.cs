namespace P2PProver.Node.Cli;

/// <summary>How much a verb says on stderr besides its result on stdout.</summary>
public enum Verbosity
{
    /// <summary>Errors only.</summary>
    Quiet,

    /// <summary>Errors, warnings and notes.</summary>
    Normal,

    /// <summary>All that, and the details behind an error.</summary>
    Verbose,
}
