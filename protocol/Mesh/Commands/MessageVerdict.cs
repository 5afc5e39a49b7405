namespace P2PProver.Mesh;

/// <summary>What becomes of a received message.</summary>
public enum MessageVerdict
{
    /// <summary>It is passed on.</summary>
    Accept = 0,

    /// <summary>It is dropped, and nobody is blamed.</summary>
    Ignore = 1,

    /// <summary>It is dropped, and whoever handed it over is scored down.</summary>
    Reject = 2,
}
