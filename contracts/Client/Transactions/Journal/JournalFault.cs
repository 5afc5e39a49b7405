namespace P2PProver.Contracts.Transactions.Journal;

/// <summary>Why a journal cannot be used.</summary>
public enum JournalFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Another process has it open: two would give one nonce to two transactions.</summary>
    InUse,

    /// <summary>It belongs to another account or another chain.</summary>
    OfAnother,

    /// <summary>A line in the middle was altered. The last line may be cut off by a crash; that is no damage.</summary>
    Damaged,

    /// <summary>The system refuses to read or write it.</summary>
    Unreadable,
}
