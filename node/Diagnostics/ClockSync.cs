namespace P2PProver.Node.Diagnostics;

/// <summary>Whether the kernel's clock follows a time source.</summary>
public enum ClockSync
{
    /// <summary>The kernel does not tell.</summary>
    Unknown,

    /// <summary>It follows one.</summary>
    Synchronised,

    /// <summary>It runs free.</summary>
    Unsynchronised,
}
