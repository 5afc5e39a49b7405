namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>The alternatives with which the mesh is compared.</summary>
public enum BaselinePolicy
{
    /// <summary>One coordinator with a queue that never fails; who waited longest gets the next task.</summary>
    CentralQueue,

    /// <summary>The same, but the fastest idle node gets the next task: it knows all speeds in advance.</summary>
    CentralFastestFirst,

    /// <summary>Unsigned claims by gossip, a random free task each (as mina-rust's snark workers do).</summary>
    UnsignedClaims,

    /// <summary>A lock on chain before each task (as Boundless does).</summary>
    LockPerShard,

    /// <summary>Every node proves the whole batch (as Aztec's provers do).</summary>
    AllProveAll,
}
