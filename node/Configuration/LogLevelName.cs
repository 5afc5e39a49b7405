namespace P2PProver.Node.Configuration;

/// <summary>The levels of <c>log.level</c>, from the most to the least talkative.</summary>
public enum LogLevelName
{
    /// <summary>Every step.</summary>
    Trace,

    /// <summary>What one wants to know when something is wrong.</summary>
    Debug,

    /// <summary>What happened.</summary>
    Info,

    /// <summary>What may need attention.</summary>
    Warn,

    /// <summary>What failed.</summary>
    Error,
}
