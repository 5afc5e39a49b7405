namespace P2PProver.Node.Diagnostics;

/// <summary>The verdict of one check of the machine.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Neither good nor bad, or not to be told here.</summary>
    Info,

    /// <summary>A node would run, but not well or not for long.</summary>
    Warn,

    /// <summary>A node would not run.</summary>
    Fail,
}
