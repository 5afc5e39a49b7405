namespace P2PProver.Contracts.Transactions;

/// <summary>How a transaction ended.</summary>
public enum TransactionStatus
{
    /// <summary>It is in a block that is deep enough, and did what it was to do.</summary>
    Succeeded,

    /// <summary>It is in a block that is deep enough, and reverted.</summary>
    Reverted,

    /// <summary>A trial run reverted; nothing was sent, and nothing was paid.</summary>
    WouldRevert,

    /// <summary>The account's key was used elsewhere: another transaction has the nonce, and this one will never be mined.</summary>
    NonceTaken,

    /// <summary>The name belongs to another request.</summary>
    IdConflict,

    /// <summary>Nodes would not relay it: too many bytes, or a name that is too long.</summary>
    TooLarge,

    /// <summary>The chain could not be asked for the trial run; nothing was sent.</summary>
    ChainUnavailable,

    /// <summary>The manager was closed first. The transaction stays in the journal and is pursued when it is opened again.</summary>
    Stopped,
}
