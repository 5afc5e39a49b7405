namespace P2PProver.Libp2p.Requests;

/// <summary>
/// A protocol of one request and one response: its name and its bounds. On the wire, the asking side writes one length-prefixed message and closes
/// for writing. The other side answers with one length-prefixed message, a <see cref="RequestStatus"/> and then the head; where the protocol has
/// bodies and the status is Ok, a varint with the length of the body and the body follow.
/// </summary>
/// <param name="Id">The protocol id.</param>
public sealed record RequestProtocol(string Id)
{
    /// <summary>The longest request.</summary>
    public int RequestBytesMax { get; init; } = 64 * 1024;

    /// <summary>The longest head of a response.</summary>
    public int HeadBytesMax { get; init; } = 64 * 1024;

    /// <summary>The longest body of a response; 0 for a protocol without bodies.</summary>
    public long BodyBytesMax { get; init; }

    /// <summary>How long it may take until the head is there; for the answering side, how long request and handler may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest rate at which a body may go, beside <see cref="Timeout"/>.</summary>
    public int BodyBytesPerSecondMin { get; init; } = 64 * 1024;

    /// <summary>The most requests of all peers that are being answered.</summary>
    public int InboundMax { get; init; } = 64;

    /// <summary>The most requests of one peer that are being answered.</summary>
    public int InboundPerPeerMax { get; init; } = 4;

    /// <summary>The most own requests under way.</summary>
    public int OutboundMax { get; init; } = 64;

    /// <summary>How many requests a peer may make at once.</summary>
    public int Burst { get; init; } = 32;

    /// <summary>How long it takes until a peer that used its burst up may make another request.</summary>
    public TimeSpan RefillInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    internal TimeSpan BodyTimeout(long bytes) => Timeout + TimeSpan.FromSeconds((double)bytes / BodyBytesPerSecondMin);
}
