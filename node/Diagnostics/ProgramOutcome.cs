namespace P2PProver.Node.Diagnostics;

/// <summary>How a run of another program ended.</summary>
public enum ProgramOutcome
{
    /// <summary>It ended by itself.</summary>
    Exited,

    /// <summary>It could not be started.</summary>
    NotFound,

    /// <summary>It was ended at its deadline.</summary>
    TimedOut,
}
