namespace P2PProver.Libp2p.Kademlia;

/// <summary>How a node takes part in peer routing.</summary>
public sealed record KadOptions
{
    /// <summary>The protocol; networks that shall not mix use different ones.</summary>
    public string ProtocolId { get; init; } = "/p2pprover/kad/1.0.0";

    /// <summary>Whether this node answers others, and is so entered into their tables; a node that cannot be reached should not.</summary>
    public bool ServesOthers { get; init; } = true;

    /// <summary>The most peers of one bucket, and of an answer (k).</summary>
    public int BucketSize { get; init; } = 20;

    /// <summary>How many peers a lookup asks at the same time (alpha).</summary>
    public int Parallelism { get; init; } = 3;

    /// <summary>The most peers of one neighbourhood (/24 of IPv4, /48 of IPv6) in one bucket.</summary>
    public int PeersPerGroupMax { get; init; } = 2;

    /// <summary>The most peers of one neighbourhood in the whole table.</summary>
    public int TablePeersPerGroupMax { get; init; } = 10;

    /// <summary>Whether private and loopback addresses count, as in a local test network; they then form no neighbourhoods.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>The most peers that one lookup asks.</summary>
    public int LookupPeersMax { get; init; } = 80;

    /// <summary>How long one peer may take to answer, with dialling.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lookup may take.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the table is refreshed.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a peer may be of no use until another may take its place in a full bucket.</summary>
    public TimeSpan UsefulFor { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>The most requests on one stream of another peer.</summary>
    public int RequestsPerStreamMax { get; init; } = 32;

    /// <summary>The most requests that a peer may make at once.</summary>
    public int Burst { get; init; } = 64;

    /// <summary>How long it takes until a peer that used its burst up may make another.</summary>
    public TimeSpan RefillInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}
