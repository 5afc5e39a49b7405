namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>The alternatives with which the mesh is compared.</summary>
public enum BaselinePolicy
{
    /// <summary>One coordinator that knows everything, never fails, and gives the next task to the fastest idle node.</summary>
    CentralQueue,

    /// <summary>Unsigned claims by gossip, a random free task each (as mina-rust's snark workers do).</summary>
    UnsignedClaims,

    /// <summary>A lock on chain before each task (as Boundless does).</summary>
    LockPerShard,

    /// <summary>Every node proves the whole batch (as Aztec's provers do).</summary>
    AllProveAll,
}
