namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>How a value is compared with a bound.</summary>
public enum Comparison
{
    /// <summary>&lt;=</summary>
    AtMost,

    /// <summary>&gt;=</summary>
    AtLeast,

    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;</summary>
    Below,

    /// <summary>&gt;</summary>
    Above,
}
