namespace P2PProver.Libp2p.Connections;

/// <summary>The bounds of one scope.</summary>
public sealed record ResourceLimits
{
    /// <summary>Of a whole node.</summary>
    public static ResourceLimits Node { get; } = new()
    {
        InboundConnectionsMax = 192,
        OutboundConnectionsMax = 128,
        InboundStreamsMax = 4096,
        OutboundStreamsMax = 4096,
        BytesMax = 128L << 20,
    };

    /// <summary>Of all connections with one peer.</summary>
    public static ResourceLimits Peer { get; } = new()
    {
        InboundConnectionsMax = 4,
        OutboundConnectionsMax = 4,
        InboundStreamsMax = 256,
        OutboundStreamsMax = 512,
        BytesMax = 32L << 20,
    };

    /// <summary>Of one connection.</summary>
    public static ResourceLimits Connection { get; } = new()
    {
        InboundConnectionsMax = 1,
        OutboundConnectionsMax = 1,
        InboundStreamsMax = 256,
        OutboundStreamsMax = 512,
        BytesMax = 24L << 20,
    };

    /// <summary>Connections that others made.</summary>
    public long InboundConnectionsMax { get; init; }

    /// <summary>Connections that we made.</summary>
    public long OutboundConnectionsMax { get; init; }

    /// <summary>Streams that others opened.</summary>
    public long InboundStreamsMax { get; init; }

    /// <summary>Streams that we opened.</summary>
    public long OutboundStreamsMax { get; init; }

    /// <summary>Bytes received that no application has read, and bytes that wait to be sent.</summary>
    public long BytesMax { get; init; }

    /// <summary>The bound of one kind.</summary>
    public long Of(ResourceKind kind) => kind switch
    {
        ResourceKind.InboundConnections => InboundConnectionsMax,
        ResourceKind.OutboundConnections => OutboundConnectionsMax,
        ResourceKind.InboundStreams => InboundStreamsMax,
        ResourceKind.OutboundStreams => OutboundStreamsMax,
        ResourceKind.Bytes => BytesMax,
        _ => 0,
    };
}
