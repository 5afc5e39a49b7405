namespace P2PProver.Recursion;

/// <summary>Why two statements do not make one, or a statement none at all.</summary>
public enum StatementFault
{
    /// <summary>They do.</summary>
    None = 0,

    /// <summary>The keys that may be merged are other ones.</summary>
    OtherCircuits,

    /// <summary>The batch is another one.</summary>
    OtherBatch,

    /// <summary>A value that is equal in all shards of a batch differs.</summary>
    OtherDomain,

    /// <summary>The right one does not begin with the shard behind the last of the left one.</summary>
    NotNeighbours,

    /// <summary>The right one does not start from where the left one ends.</summary>
    NotChained,

    /// <summary>There are more shards than a statement may have.</summary>
    TooManyShards,

    /// <summary>Nobody is paid.</summary>
    NoPayee,
}
