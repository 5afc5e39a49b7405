namespace P2PProver.Libp2p.Connections;

/// <summary>Who serves the streams that others open.</summary>
public interface IStreamRouter
{
    /// <summary>Whether a protocol is served.</summary>
    bool Serves(string protocol);

    /// <summary>
    /// Serves a stream whose <see cref="MuxedStream.Protocol"/> was agreed upon. When the task ends the stream is released; when it fails, reset.
    /// </summary>
    Task ServeAsync(MuxedStream stream, CancellationToken cancel);
}
