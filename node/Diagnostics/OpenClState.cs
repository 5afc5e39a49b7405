namespace P2PProver.Node.Diagnostics;

/// <summary>How far a search for OpenCL devices came.</summary>
public enum OpenClState
{
    /// <summary>There is no ICD loader.</summary>
    NoLoader,

    /// <summary>There is a loader, but no device behind it.</summary>
    NoDevice,

    /// <summary>There are devices.</summary>
    Found,

    /// <summary>The loader or a driver failed.</summary>
    Failed,
}
