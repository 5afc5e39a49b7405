namespace P2PProver.Contracts.Transactions;

/// <summary>The moments at which a crash makes a difference. Tests end the process at each of them.</summary>
internal enum ManagerStep
{
    /// <summary>Requests have nonces, and nothing is on the disk yet.</summary>
    Planned,

    /// <summary>The journal holds what is about to be sent.</summary>
    Journaled,

    /// <summary>Transactions were handed to the chain, and their answers are not yet dealt with.</summary>
    Sent,

    /// <summary>Receipts were seen, and the journal does not say so yet.</summary>
    Seen,

    /// <summary>The journal says that requests ended, and their callers do not know yet.</summary>
    Ended,
}
