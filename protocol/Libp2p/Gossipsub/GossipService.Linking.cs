using System.Buffers;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Gossipsub.Driving;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Gossipsub;

/// <content>Streams: each side opens one to write on. A new one of the peer's replaces its old one; ours is opened anew, a few times, when it breaks.</content>
public sealed partial class GossipService : IHostObserver
{
    private const int OpenAttemptsMax = 5;
    private const int BatchBytes = 64 * 1024;

    private static readonly TimeSpan ReopenAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodLife = TimeSpan.FromMinutes(1);

    private readonly RpcLimits _limits;
    private readonly Dictionary<PeerId, PeerLink> _links = [];
    private readonly Dictionary<PeerId, Task> _running = [];

    /// <inheritdoc/>
    void IHostObserver.OnConnected(Connection connection)
    {
        // Whether the peer speaks gossipsub is not known yet.
    }

    /// <inheritdoc/>
    void IHostObserver.OnDisconnected(Connection connection)
    {
        lock (_lock)
        {
            if (_links.GetValueOrDefault(connection.RemotePeer) is PeerLink link && link.Outbound?.Connection == connection)
            {
                Break(link);
            }
        }
    }

    /// <inheritdoc/>
    void IHostObserver.OnIdentified(PeerId peer, IdentifyMessage message)
    {
        bool speaks = message.Protocols.Any(p => GossipProtocols.VersionOf(p) is not null);
        if (speaks)
        {
            Link(peer);
        }
        else
        {
            // It may have ceased to; opening the stream anew tells.
            Break(peer);
        }

        Do((router, _) => router.SetRecord(peer, message.SignedPeerRecord));
    }

    /// <inheritdoc/>
    void IHostObserver.OnHandlerFailed(string protocol, Exception exception)
    {
        // The host's other observers report it.
    }

    private PeerLink Link(PeerId peer)
    {
        lock (_lock)
        {
            if (_links.TryGetValue(peer, out PeerLink? known))
            {
                known.IsWantedAgain = true;
                return known;
            }

            PeerLink link = _links[peer] = new PeerLink(peer);
            _running[peer] = RunAsync(link);
            return link;
        }
    }

    private void Wake(PeerId peer)
    {
        lock (_lock)
        {
            _links.GetValueOrDefault(peer)?.News.Set();
        }
    }

    private void Break(PeerId peer)
    {
        lock (_lock)
        {
            if (_links.TryGetValue(peer, out PeerLink? link))
            {
                Break(link);
            }
        }
    }

    private static void Break(PeerLink link)
    {
        link.IsBroken = true;
        link.Outbound?.Reset();
        link.News.Set();
    }

    // Keeps a stream to a peer for as long as there is a connection.
    private async Task RunAsync(PeerLink link)
    {
        // The caller holds the lock.
        await Task.Yield();
        for (bool again = true; again;)
        {
            lock (_lock)
            {
                link.IsWantedAgain = false;
            }

            await OpenAndWriteAsync(link);
            link.SetReady();
            again = Do((router, now) =>
            {
                if (link.IsWantedAgain && !_stop.IsCancellationRequested && IsConnected(link.Peer))
                {
                    return true;
                }

                router.RemovePeer(link.Peer, now);
                _links.Remove(link.Peer);
                _running.Remove(link.Peer);
                return false;
            });
        }
    }

    private bool IsConnected(PeerId peer) => _host.Connections.Any(c => c.RemotePeer == peer && !c.IsEnding);

    private async Task OpenAndWriteAsync(PeerLink link)
    {
        try
        {
            for (int attempt = 0; attempt < OpenAttemptsMax && !_stop.IsCancellationRequested; attempt++)
            {
                StreamResult opened = await _host.OpenStreamAsync(link.Peer, GossipProtocols.All, _stop.Token);
                if (opened.Stream is MuxedStream stream)
                {
                    long openedAt = _time.GetTimestamp();
                    await UseAsync(link, stream);
                    attempt = _time.GetElapsedTime(openedAt) > GoodLife ? 0 : attempt;
                }
                else if (opened.Fault is StreamFault.NotConnected or StreamFault.Refused)
                {
                    return;
                }

                if (!IsConnected(link.Peer))
                {
                    return;
                }

                await Task.Delay(ReopenAfter * (attempt + 1), _time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }

    private async Task UseAsync(PeerLink link, MuxedStream stream)
    {
        await using MuxedStream owned = stream;
        GossipVersion version = GossipProtocols.VersionOf(stream.Protocol) ?? GossipVersion.V10;
        Do((router, now) =>
        {
            link.Outbound = stream;
            link.Version = version;
            link.IsBroken = false;
            router.AddPeer(link.Peer, version, !stream.Connection.IsInbound, stream.Connection.RemoteAddress.GetIPAddress(), now);
            router.SetRecord(link.Peer, _host.Peers.Find(link.Peer)?.SignedPeerRecord ?? default);
        });
        link.SetReady();
        Task watching = WatchAsync(link, stream);
        try
        {
            await WriteAsync(link, stream);
        }
        catch (IOException)
        {
            // It is opened anew, if the peer is still there.
        }
        finally
        {
            stream.Reset();
            await watching;
            lock (_lock)
            {
                link.Outbound = null;
            }
        }
    }

    private async Task WriteAsync(PeerLink link, MuxedStream stream)
    {
        ArrayBufferWriter<byte> batch = new();
        while (true)
        {
            lock (_lock)
            {
                while (batch.WrittenCount < BatchBytes && _router.TryTakeOutput(link.Peer, out GossipRpc? rpc))
                {
                    Varint.WritePrefixed(batch, rpc.Encoding.Span);
                }

                if (link.IsBroken)
                {
                    return;
                }
            }

            if (batch.WrittenCount == 0)
            {
                await link.News.WaitAsync(_stop.Token);
                continue;
            }

            await stream.WriteAsync(batch.WrittenMemory, _stop.Token);
            if (batch.Capacity > 4 * BatchBytes)
            {
                batch = new ArrayBufferWriter<byte>();
            }

            batch.ResetWrittenCount();
        }
    }

    // Nothing comes back on this stream but the news that it ended; what comes nevertheless is not looked at.
    private async Task WatchAsync(PeerLink link, MuxedStream stream)
    {
        byte[] ignored = new byte[256];
        try
        {
            while (await stream.ReadAsync(ignored, _stop.Token) > 0)
            {
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (link.Outbound == stream)
                {
                    link.IsBroken = true;
                    link.News.Set();
                }
            }
        }
    }

    private async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        if (_stop.IsCancellationRequested)
        {
            stream.Reset();
            return;
        }

        PeerId peer = stream.Connection.RemotePeer;
        PeerLink link = Link(peer);
        lock (_lock)
        {
            link.Inbound?.Reset();
            link.Inbound = stream;
            if (link.Outbound is not null && GossipProtocols.VersionOf(stream.Protocol) < link.Version)
            {
                // The peer speaks an older version than it did: ours is agreed upon anew.
                Break(link);
            }
        }

        await link.Ready;
        try
        {
            await ReadAsync(peer, stream, cancel);
        }
        finally
        {
            lock (_lock)
            {
                link.Inbound = link.Inbound == stream ? null : link.Inbound;
            }
        }
    }

    private async Task ReadAsync(PeerId peer, MuxedStream stream, CancellationToken cancel)
    {
        while (!_stop.IsCancellationRequested)
        {
            (ReadStatus status, byte[] bytes) = await stream.ReadMessageOrStatusAsync(_options.RpcBytesMax, cancel);
            if (status == ReadStatus.NeedMore)
            {
                break;
            }

            GossipRpc? rpc = null;
            if (status == ReadStatus.Malformed || GossipRpcReader.TryRead(bytes, _limits, out rpc) != RpcFault.None)
            {
                Do((router, now) => router.OnMalformed(peer, now));
                _host.Report(stream.Connection, Offence.BadMessage);
                break;
            }

            Do((router, now) => router.Receive(peer, rpc!, now));
        }

        stream.Reset();
    }

    private async Task ConnectAsync()
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                GossipCommand.Connect connect = await _connects.Reader.ReadAsync(_stop.Token);
                if (Addresses(connect) is { Count: > 0 } addresses)
                {
                    await _host.DialAsync(connect.Peer, addresses, _stop.Token);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The service, or its host, ends.
        }
    }

    // A record is believed only if the peer it is about signed it.
    private IReadOnlyList<Multiaddr>? Addresses(GossipCommand.Connect connect)
    {
        if (_options.DirectPeers.TryGetValue(connect.Peer, out IReadOnlyList<Multiaddr>? direct))
        {
            return direct;
        }

        return PeerRecord.TryOpen(connect.SignedRecord.Span, out PeerRecord? record) && record.Peer == connect.Peer ? record.Addresses : null;
    }
}
