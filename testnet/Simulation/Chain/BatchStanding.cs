namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>Where a batch stands.</summary>
public enum BatchStanding
{
    /// <summary>Committed, not settled.</summary>
    Committed,

    /// <summary>Settled: its state is the chain's.</summary>
    Settled,

    /// <summary>Expired unsettled.</summary>
    Expired,

    /// <summary>Dropped because a batch before it expired.</summary>
    Pruned,
}
