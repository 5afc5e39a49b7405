namespace P2PProver.Libp2p.Reachability;

/// <summary>Whether others can connect to this node.</summary>
public enum Reach
{
    /// <summary>Too few observers have tried.</summary>
    Unknown,

    /// <summary>Several observers of different neighbourhoods got through.</summary>
    Public,

    /// <summary>Several observers of different neighbourhoods tried, and none got through.</summary>
    Private,
}
