namespace P2PProver.Libp2p.Kademlia;

/// <summary>What became of a peer that was offered to a table.</summary>
public enum TableOutcome
{
    /// <summary>It is in.</summary>
    Added,

    /// <summary>It was in; its addresses are the new ones.</summary>
    Updated,

    /// <summary>It is the table's owner.</summary>
    Self,

    /// <summary>It has no address that counts.</summary>
    NoAddress,

    /// <summary>Its bucket is full of peers that are of use.</summary>
    BucketFull,

    /// <summary>Its neighbourhood has enough peers in the bucket, or in the table.</summary>
    TooManyNeighbours,
}
