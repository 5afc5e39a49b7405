using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Connections;

/// <summary>The bounds of one connection.</summary>
public sealed record ConnectionOptions
{
    /// <summary>The bounds of the multiplexer.</summary>
    public YamuxOptions Yamux { get; init; } = new();

    /// <summary>Whether to offer the multiplexer inside the Noise handshake.</summary>
    public bool EarlyMuxer { get; init; } = true;

    /// <summary>How long all handshakes of a link together may take.</summary>
    public TimeSpan UpgradeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long both sides of a new stream may take to agree on a protocol.</summary>
    public TimeSpan NegotiationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection that is closed tries to say good-bye.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a connection looks at the clock.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most streams of the other side that are being served; more are reset, also where the stream itself ended already.</summary>
    public int HandlersMax { get; init; } = 256;
}
