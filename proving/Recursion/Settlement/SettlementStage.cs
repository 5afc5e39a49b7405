namespace P2PProver.Recursion;

/// <summary>What is being done to make the last two circuits ready, or to make their proofs, in this order.</summary>
public enum SettlementStage
{
    /// <summary>Writing down Shrink and committing to it.</summary>
    CommittingShrink = 0,

    /// <summary>Writing down Final and committing to it.</summary>
    CommittingFinal,

    /// <summary>Verifying the root.</summary>
    VerifyingRoot,

    /// <summary>Proving Shrink.</summary>
    ProvingShrink,

    /// <summary>Proving Final.</summary>
    ProvingFinal,
}
