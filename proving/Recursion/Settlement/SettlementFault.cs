namespace P2PProver.Recursion;

/// <summary>Why a proof is no root that can be settled.</summary>
public enum SettlementFault
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>The proof is not valid.</summary>
    InvalidProof,

    /// <summary>Its statement allows other circuits.</summary>
    OtherCircuits,

    /// <summary>It does not start from where a batch starts, or does not end where one must.</summary>
    NotARoot,

    /// <summary>It has more shards than the list of payees has room for.</summary>
    TooManyShards,

    /// <summary>The list of payees is not the one that the proofs name.</summary>
    OtherPayees,
}
