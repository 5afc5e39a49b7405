namespace P2PProver.Contracts.Mesh;

/// <summary>What became of a batch: enum BatchStatus of contracts/src/types/Batch.sol.</summary>
public enum BatchStatus
{
    /// <summary>No such batch.</summary>
    None,

    /// <summary>Committed and not settled.</summary>
    Committed,

    /// <summary>Proven; its payouts are not credited yet.</summary>
    Settled,

    /// <summary>Proven, its payouts credited.</summary>
    Credited,

    /// <summary>Not proven in time; its bond is burned.</summary>
    Expired,

    /// <summary>Behind a batch that expired, or live when the rollup froze; refunded.</summary>
    Pruned,
}
