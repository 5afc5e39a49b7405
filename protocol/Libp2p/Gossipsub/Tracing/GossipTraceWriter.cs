using System.Text.Json;

namespace P2PProver.Libp2p.Gossipsub.Tracing;

/// <summary>
/// Writes the trace as JSON lines: kind, seconds on the router's clock, and what there is of topic, peer, message and count. The stream stays the
/// caller's; it should be buffered, since every event is written at once.
/// </summary>
public sealed class GossipTraceWriter(Stream output) : IGossipTrace, IDisposable
{
    private readonly Utf8JsonWriter _writer = new(output);

    /// <inheritdoc/>
    public void Trace(in GossipTraceEvent happened)
    {
        _writer.WriteStartObject();
        _writer.WriteString("kind", happened.Kind.ToString());
        _writer.WriteNumber("seconds", happened.Now.TotalSeconds);
        if (happened.Topic is not null)
        {
            _writer.WriteString("topic", happened.Topic);
        }

        if (happened.Peer is not null)
        {
            _writer.WriteString("peer", happened.Peer.ToString());
        }

        if (happened.Message is MessageId id)
        {
            _writer.WriteString("message", id.ToString());
        }

        if (happened.Count != 1)
        {
            _writer.WriteNumber("count", happened.Count);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        output.WriteByte((byte)'\n');
        _writer.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
