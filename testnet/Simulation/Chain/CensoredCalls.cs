namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>Calls that censoring builders leave out.</summary>
[Flags]
public enum CensoredCalls
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Settlements.</summary>
    Settle = 1,

    /// <summary>Claims on chain.</summary>
    CommitClaims = 2,

    /// <summary>Forced items.</summary>
    ForcedItem = 4,

    /// <summary>Commits of batches.</summary>
    CommitBatch = 8,

    /// <summary>Everything.</summary>
    All = Settle | CommitClaims | ForcedItem | CommitBatch,
}
