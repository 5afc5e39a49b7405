using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Hosting;

/// <content>Who the others are, as they say, and what this host says of itself.</content>
public sealed partial class Libp2pHost
{
    private ulong _recordSequence;

    /// <summary>Tells every connected peer that takes pushes what this host serves and where it listens now.</summary>
    public async Task PushAsync(CancellationToken cancel)
    {
        foreach (Connection connection in _table.All().DistinctBy(c => c.RemotePeer))
        {
            StreamResult opened = await connection.OpenStreamAsync([IdentifyProtocol.PushId], cancel);
            if (opened.IsOpen)
            {
                await using MuxedStream stream = opened.Stream;
                try
                {
                    await ServeIdentifyAsync(stream, cancel);
                }
                catch (StreamResetException)
                {
                    // This peer is not told; the others are.
                }
            }
        }
    }

    private async Task ServeIdentifyAsync(MuxedStream stream, CancellationToken cancel)
    {
        await stream.WriteMessageAsync(Describe(stream.Connection).ToArray(), cancel);
        stream.CloseWrite();
    }

    private async Task ServePushAsync(MuxedStream stream, CancellationToken cancel)
    {
        if (!await LearnAsync(stream, cancel))
        {
            stream.Reset();
            return;
        }

        stream.CloseWrite();
    }

    private async Task IdentifyAsync(Connection connection)
    {
        try
        {
            StreamResult opened = await connection.OpenStreamAsync([IdentifyProtocol.Id], _stop.Token);
            if (opened.IsOpen)
            {
                await using MuxedStream stream = opened.Stream;
                stream.CloseWrite();
                await LearnAsync(stream, _stop.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The connection may go on without; the peer's protocols stay unknown.
        }
    }

    // A message about another key than the connection's is worth nothing, and neither is a record that its peer did not sign.
    private async Task<bool> LearnAsync(MuxedStream stream, CancellationToken cancel)
    {
        using CancellationTokenSource timeout = new(_options.ExchangeTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        byte[]? bytes = await stream.ReadMessageAsync(IdentifyMessage.BytesMax, both.Token);
        PeerPublicKey key = stream.Connection.RemoteKey;
        if (bytes is null || !IdentifyMessage.TryRead(bytes, out IdentifyMessage? message) || (message.Key is not null && !message.Key.Equals(key)))
        {
            return false;
        }

        bool isSigned = !message.SignedPeerRecord.IsEmpty
            && PeerRecord.TryOpen(message.SignedPeerRecord.Span, out PeerRecord? record) && record.Peer == key.Id;
        IdentifyMessage checkedMessage = isSigned ? message : message with { SignedPeerRecord = default };
        IdentifyMessage merged = Peers.Merge(key.Id, checkedMessage with { Key = key });
        Tell(o => o.OnIdentified(key.Id, merged));
        return true;
    }

    private IdentifyMessage Describe(Connection connection)
    {
        IReadOnlyList<Multiaddr> addresses = [.. ListenAddresses.Take(IdentifyMessage.AddressesMax)];
        lock (_lock)
        {
            // Time starts the sequence, so that it goes on after a restart; it grows even where the clock does not.
            _recordSequence = Math.Max(_recordSequence + 1, (ulong)_time.GetUtcNow().ToUnixTimeMilliseconds());
            return new IdentifyMessage
            {
                Key = _identity.PublicKey,
                ListenAddresses = addresses,
                Protocols = [.. _handlers.Keys],
                ObservedAddress = connection.RemoteAddress,
                ProtocolVersion = _options.ProtocolVersion,
                AgentVersion = _options.AgentVersion,
                SignedPeerRecord = PeerRecord.Seal(_identity, _recordSequence, [.. addresses]).Encoding.ToArray(),
            };
        }
    }
}
