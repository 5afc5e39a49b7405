namespace P2PProver.Libp2p.Protocols;

/// <summary>The two protocols of identify: asking, and telling unasked.</summary>
public static class IdentifyProtocol
{
    /// <summary>The side that opened the stream is told an <see cref="IdentifyMessage"/>.</summary>
    public const string Id = "/ipfs/id/1.0.0";

    /// <summary>The side that opened the stream tells what changed.</summary>
    public const string PushId = "/ipfs/id/push/1.0.0";
}
