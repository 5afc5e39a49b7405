namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>Why the contracts refuse a call.</summary>
public enum Revert
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The rollup is frozen.</summary>
    Frozen,

    /// <summary>The batch is not among those committed and not settled, or not the first of them.</summary>
    NotLive,

    /// <summary>The parent is not the newest committed key.</summary>
    WrongParent,

    /// <summary>Too many batches are unsettled.</summary>
    TooManyUnsettled,

    /// <summary>The number of shards is out of range.</summary>
    WrongShardCount,

    /// <summary>An overdue item was not consumed, or more items than there are.</summary>
    WrongQueueHead,

    /// <summary>The value sent is not what the call needs.</summary>
    WrongValue,

    /// <summary>The stake is too small, or not mature.</summary>
    NotActive,

    /// <summary>A position is not in the tree, or none is new.</summary>
    NoPosition,

    /// <summary>More positions than the node's share of stake allows.</summary>
    TooManyPositions,

    /// <summary>The batch has its most claimants already.</summary>
    TooManyClaimants,

    /// <summary>The claim would bind too late.</summary>
    TooLate,

    /// <summary>The bond is more than the node's free stake.</summary>
    NoFreeStake,

    /// <summary>The proof does not verify for the statement that the contract builds.</summary>
    InvalidProof,

    /// <summary>A payee or the submitter is the zero address, or the list has the wrong length.</summary>
    WrongPayees,

    /// <summary>A claim that binds now is not credited.</summary>
    ClaimNotCredited,

    /// <summary>It is not time yet.</summary>
    TooEarly,

    /// <summary>It was done before, or there is nothing to do.</summary>
    Nothing,
}
