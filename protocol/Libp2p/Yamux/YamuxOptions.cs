namespace P2PProver.Libp2p.Yamux;

/// <summary>The bounds of one session.</summary>
public sealed record YamuxOptions
{
    /// <summary>The receive window that every stream begins with; the protocol fixes it.</summary>
    public const int WindowInitialBytes = 256 * 1024;

    /// <summary>The largest receive window that a stream grows to, where the application reads fast enough.</summary>
    public int WindowBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most by which the windows of all streams together may exceed their initial size.</summary>
    public int WindowGrowthBytesMax { get; init; } = 12 * 1024 * 1024;

    /// <summary>The most bytes received that wait for the application, over all streams; the stream that would exceed it is reset.</summary>
    public int ReceiveBufferBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of one stream that wait to be sent; a writer waits for room.</summary>
    public int SendBufferBytesMax { get; init; } = 256 * 1024;

    /// <summary>
    /// The most bytes that wait to be sent over all streams. Beyond it a stream may still hold <see cref="QuantumBytes"/>, so that streams that nobody
    /// reads do not hold up the others.
    /// </summary>
    public int SendBufferTotalBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most data of one stream in one turn; then the next stream has its turn.</summary>
    public int QuantumBytes { get; init; } = 16 * 1024;

    /// <summary>The most streams that the other side may have open.</summary>
    public int InboundStreamsMax { get; init; } = 256;

    /// <summary>The most streams that this side may have open.</summary>
    public int OutboundStreamsMax { get; init; } = 1024;

    /// <summary>The most streams of this side that the other has not acknowledged.</summary>
    public int UnacknowledgedMax { get; init; } = 256;

    /// <summary>The most answers to pings and to refused streams that wait to be sent.</summary>
    public int AnswersMax { get; init; } = 256;

    /// <summary>The most streams of the other side that are refused in a row; the count halves with every tick. More are a flood.</summary>
    public int RefusedMax { get; init; } = 1024;

    /// <summary>How long a stream that the application let go of may take to end.</summary>
    public TimeSpan LingerMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may arrive before a ping is sent.</summary>
    public TimeSpan KeepAliveAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
