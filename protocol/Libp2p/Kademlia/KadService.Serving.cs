using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Kademlia;

/// <content>Answers to others.</content>
public sealed partial class KadService
{
    /// <summary>The answer to a request, without I/O: the peers of the table closest to the key, the asker left out.</summary>
    internal KadMessage Answer(KadMessage request, PeerId asker)
    {
        if (request.Type == KadMessageType.Ping)
        {
            return new KadMessage(KadMessageType.Ping, default, []);
        }

        lock (_lock)
        {
            IEnumerable<KadPeer> closest = _table.Closest(KadKey.Of(request.Key.Span), _options.BucketSize + 1).Where(p => p.Peer != asker).Take(_options.BucketSize);
            return new KadMessage(KadMessageType.FindNode, default, [.. closest]);
        }
    }

    // One after the other on one stream, as the other side likes; a bounded number, each within a bounded time.
    private async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        PeerId asker = stream.Connection.RemotePeer;
        for (int i = 0; i < _options.RequestsPerStreamMax; i++)
        {
            using CancellationTokenSource deadline = new(_options.AskTimeout, _time);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
            (ReadStatus status, byte[] bytes) = await stream.ReadMessageOrStatusAsync(KadMessage.BytesMax, both.Token);
            if (status == ReadStatus.NeedMore)
            {
                break;
            }

            Offence? offence = status == ReadStatus.Malformed ? Offence.BadMessage : null;
            KadMessage? request = null;
            if (offence is null && !KadMessage.TryRead(bytes, out request))
            {
                offence = Offence.BadMessage;
            }
            else if (offence is null && !TryTakeRate(asker))
            {
                offence = Offence.TooManyRequests;
            }

            if (offence is Offence wrong)
            {
                _host.Report(stream.Connection, wrong);
                stream.Reset();
                return;
            }

            await stream.WriteMessageAsync(Answer(request!, asker).ToArray(), both.Token);
        }

        stream.CloseWrite();
    }

    private bool TryTakeRate(PeerId asker)
    {
        lock (_lock)
        {
            return _rates.TryTake(asker);
        }
    }
}
