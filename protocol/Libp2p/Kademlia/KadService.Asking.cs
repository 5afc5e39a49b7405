using System.Security.Cryptography;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Kademlia;

/// <content>Questions to others.</content>
public sealed partial class KadService
{
    private const int RefreshBucketsMax = 12;

    /// <summary>Finds addresses of a peer: those known here, or those that the network tells. Null if nobody knows the peer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<KadPeer?> FindPeerAsync(PeerId peer, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            if (_table.Closest(KadKey.Of(peer), 1) is [KadPeer known] && known.Peer == peer)
            {
                return known;
            }
        }

        KadLookup lookup = await LookUpAsync(peer.Bytes.ToArray(), peer, cancel);
        return lookup.Find(peer);
    }

    /// <summary>Finds the peers closest to a key among all that can be reached; each of them answered.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<IReadOnlyList<KadPeer>> FindClosestAsync(ReadOnlyMemory<byte> key, CancellationToken cancel) => (await LookUpAsync(key, null, cancel)).Result;

    /// <summary>Asks one peer that is connected, or can be; null if it does not answer.</summary>
    public async Task<IReadOnlyList<KadPeer>?> AskAsync(KadPeer peer, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(peer);
        using CancellationTokenSource deadline = new(_options.AskTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            DialResult dialled = await _host.DialAsync(peer.Peer, peer.Addresses, both.Token);
            return dialled.IsConnected ? await AskAsync(dialled.Connection, key, both.Token) : null;
        }
        catch (Exception ended) when (ended is StreamResetException || (ended is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Looks for this node itself and for a key of each bucket, which fills the table and removes who is gone.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await LookUpAsync(_host.Id.Bytes.ToArray(), null, cancel);
        int deepest;
        lock (_lock)
        {
            deepest = Math.Min(_table.DeepestBucket, RefreshBucketsMax);
        }

        for (int bucket = 0; bucket <= deepest; bucket++)
        {
            await LookUpAsync(KeyInBucket(bucket), null, cancel);
        }
    }

    /// <summary>Refreshes the table now, and then at intervals until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await RefreshAsync(cancel);
                await Task.Delay(_options.RefreshInterval, _time, cancel);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The caller stopped it, or the host is closed.
        }
    }

    private async Task<KadLookup> LookUpAsync(ReadOnlyMemory<byte> key, PeerId? wanted, CancellationToken cancel)
    {
        KadKey target = KadKey.Of(key.Span);
        KadLookup lookup = new(target, _host.Id, Closest(target), _options);
        using CancellationTokenSource deadline = new(_options.LookupTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        List<Task> asking = [];
        while (!both.IsCancellationRequested && (wanted is null || Find(lookup, wanted) is null))
        {
            while (TakeNext(lookup) is KadPeer next)
            {
                asking.Add(AskForAsync(lookup, next, key, both.Token));
            }

            if (asking.Count == 0)
            {
                break;
            }

            asking.Remove(await Task.WhenAny(asking));
        }

        _host.Metrics.OnLookup(isFinished: !both.IsCancellationRequested);
        both.Cancel();
        await Task.WhenAll(asking);
        cancel.ThrowIfCancellationRequested();
        return lookup;
    }

    private KadPeer? TakeNext(KadLookup lookup)
    {
        lock (_lock)
        {
            return lookup.TryTakeNext();
        }
    }

    private KadPeer? Find(KadLookup lookup, PeerId peer)
    {
        lock (_lock)
        {
            return lookup.Find(peer);
        }
    }

    private async Task AskForAsync(KadLookup lookup, KadPeer peer, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        IReadOnlyList<KadPeer>? closer = null;
        try
        {
            closer = await AskAsync(peer, key, cancel);
        }
        catch (OperationCanceledException)
        {
            // The lookup is over; nothing is held against this peer.
            return;
        }

        lock (_lock)
        {
            if (closer is null)
            {
                _table.Remove(peer.Peer);
                lookup.OnFailure(peer.Peer);
            }
            else
            {
                _table.OnUseful(peer.Peer, _time.GetUtcNow());
                lookup.OnAnswer(peer.Peer, closer);
            }
        }
    }

    private async Task<IReadOnlyList<KadPeer>?> AskAsync(Connection connection, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        StreamResult opened = await connection.OpenStreamAsync([_options.ProtocolId], cancel);
        if (!opened.IsOpen)
        {
            return null;
        }

        await using MuxedStream stream = opened.Stream;
        await stream.WriteMessageAsync(new KadMessage(KadMessageType.FindNode, key, []).ToArray(), cancel);
        (ReadStatus status, byte[] bytes) = await stream.ReadMessageOrStatusAsync(KadMessage.BytesMax, cancel);
        stream.CloseWrite();
        if (status == ReadStatus.NeedMore)
        {
            return null;
        }

        if (status == ReadStatus.Malformed || !KadMessage.TryRead(bytes, out KadMessage? answer) || answer.Type != KadMessageType.FindNode)
        {
            _host.Report(connection, Offence.BadMessage);
            return null;
        }

        lock (_lock)
        {
            return [.. answer.CloserPeers.Select(Usable).Where(p => p.Addresses.Count > 0 && p.Peer != _host.Id)];
        }
    }

    private KadPeer Usable(KadPeer peer) => new(peer.Peer, [.. peer.Addresses.Where(_table.IsUsable)]);

    // The preimage of a point in a bucket, by trial: bucket b takes 2^(b + 1) trials, so that only the first few are looked for. It has the form
    // of a peer id, which some implementations insist on.
    private byte[] KeyInBucket(int bucket)
    {
        KadKey self = KadKey.Of(_host.Id);
        byte[] key = [0x12, SHA256.HashSizeInBytes, .. new byte[SHA256.HashSizeInBytes]];
        do
        {
            lock (_lock)
            {
                _random.NextBytes(key.AsSpan(2));
            }
        }
        while (self.CommonPrefix(KadKey.Of(key)) != bucket);
        return key;
    }
}
