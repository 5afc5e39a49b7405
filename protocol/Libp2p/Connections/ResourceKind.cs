namespace P2PProver.Libp2p.Connections;

/// <summary>What is counted and bounded.</summary>
public enum ResourceKind
{
    /// <summary>Connections that others made.</summary>
    InboundConnections,

    /// <summary>Connections that we made.</summary>
    OutboundConnections,

    /// <summary>Streams that others opened.</summary>
    InboundStreams,

    /// <summary>Streams that we opened.</summary>
    OutboundStreams,

    /// <summary>Bytes received that no application has read, and bytes that wait to be sent.</summary>
    Bytes,
}
