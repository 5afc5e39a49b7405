namespace P2PProver.Rollup;

/// <summary>Why text is not a block with full transactions.</summary>
public enum ImportFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is not JSON.</summary>
    NotJson,

    /// <summary>There is no list of transactions where a block has one.</summary>
    NoTransactions,

    /// <summary>The transactions are hashes only: ask the node for full ones.</summary>
    HashesOnly,

    /// <summary>A transaction lacks a field, or a field has another form.</summary>
    MalformedTransaction,

    /// <summary>The blocks name more accounts than the tree has leaves.</summary>
    TooManyAccounts,
}
