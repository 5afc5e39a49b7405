using System.Net;
using System.Security.Cryptography;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Requests;

namespace P2PProver.Libp2p.Reachability;

/// <summary>
/// Finds out whether others can connect to this node, by asking peers to dial back, and does them the same service. A number that has to come back over
/// the new connection proves that it was really made. Who is asked to dial goes to the asker's own IP address only, and seldom, so that nobody can be
/// set upon a third one.
/// </summary>
public sealed class ReachabilityService
{
    private const int GroupsMax = 4096;
    private const int PendingMax = 16;

    private readonly Lock _lock = new();
    private readonly Libp2pHost _host;
    private readonly ReachabilityOptions _options;
    private readonly TimeProvider _time;
    private readonly ReachabilityJudge _judge;
    private readonly RateLimiter<object> _rates;
    private readonly RequestClient _client;
    private readonly Dictionary<PeerId, (byte[] Nonce, bool CameBack)> _pending = [];
    private int _dialling;

    /// <summary>The reachability check at a host.</summary>
    public ReachabilityService(Libp2pHost host, ReachabilityOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        _host = host;
        _options = options;
        _time = time;
        _judge = new ReachabilityJudge(options, time);
        _rates = new RateLimiter<object>(options.Burst, options.RefillInterval, GroupsMax, time);
        RequestProtocol protocol = new(DialBackMessage.ProtocolId)
        {
            RequestBytesMax = DialBackMessage.BytesMax,
            HeadBytesMax = 1,
            Timeout = options.DialTimeout + TimeSpan.FromSeconds(5),
            InboundPerPeerMax = 1,
            OutboundMax = PendingMax,
        };
        _client = new RequestClient(host, protocol, time);
        _ = new RequestServer(host, protocol, AnswerAsync, time);
        host.Handle(DialBackMessage.NonceProtocolId, ServeNonceAsync);
    }

    /// <summary>The verdict of all observers so far.</summary>
    public Reach Verdict
    {
        get
        {
            lock (_lock)
            {
                return _judge.Verdict;
            }
        }
    }

    /// <summary>
    /// Asks a connected peer to dial back. Only peers that this node dialled itself are good observers: others may have come in numbers. Null if the
    /// peer could not or would not try, else whether it got through.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<bool?> AskAsync(Connection observer, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(observer);
        int[] ports = [.. _host.ListenAddresses.Select(a => a.TryGetTcp(out _, out int port) ? port : 0).Where(p => p > 0).Distinct().Take(DialBackMessage.PortsMax)];
        byte[] nonce = RandomNumberGenerator.GetBytes(DialBackMessage.NonceBytes);
        if (observer.IsInbound || ports.Length == 0 || !TryExpect(observer.RemotePeer, nonce))
        {
            return null;
        }

        RequestResult result;
        bool cameBack;
        try
        {
            result = await _client.AskAsync(observer.RemotePeer, new DialBackMessage(nonce, ports).ToArray(), cancel);
        }
        finally
        {
            lock (_lock)
            {
                cameBack = _pending[observer.RemotePeer].CameBack;
                _pending.Remove(observer.RemotePeer);
            }
        }

        if (result.Response is Response response)
        {
            await response.DisposeAsync();
        }

        // The number is proof; without it the peer has at least to say that it tried.
        if (!cameBack && !result.IsAnswered)
        {
            return null;
        }

        if (observer.RemoteAddress.GetIPAddress() is IPAddress ip && observer.RemoteAddress.TryGetTcp(out _, out int remotePort))
        {
            lock (_lock)
            {
                _judge.Add(new IPEndPoint(ip, remotePort), cameBack);
            }
        }

        return cameBack;
    }

    /// <summary>Asks some observers now and at intervals, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                foreach (Connection observer in Observers())
                {
                    await AskAsync(observer, cancel);
                }

                await Task.Delay(_options.Interval, _time, cancel);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The caller stopped it, or the host is closed.
        }
    }

    // One of each neighbourhood, since a second one adds no voice.
    private IEnumerable<Connection> Observers() => _host.Connections
        .Where(c => !c.IsInbound && !c.IsEnding && (_host.Peers.Find(c.RemotePeer)?.Protocols.Contains(DialBackMessage.ProtocolId, StringComparer.Ordinal) ?? false))
        .DistinctBy(c => _options.AllowPrivateAddresses ? c.RemoteAddress : (object?)(c.RemoteAddress.GetIPAddress() is IPAddress ip ? AddressScope.GroupOf(ip) : null))
        .Take(_options.ObserversPerRoundMax);

    private bool TryExpect(PeerId peer, byte[] nonce)
    {
        lock (_lock)
        {
            return _pending.Count < PendingMax && _pending.TryAdd(peer, (nonce, false));
        }
    }

    // Counts only over a connection that the observer made: over the one we made, it would prove nothing.
    private async Task ServeNonceAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] nonce = new byte[DialBackMessage.NonceBytes];
        using CancellationTokenSource timeout = new(_options.DialTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        if (!await stream.TryReadExactlyAsync(nonce, both.Token))
        {
            return;
        }

        lock (_lock)
        {
            PeerId peer = stream.Connection.RemotePeer;
            if (stream.Connection.IsInbound && _pending.TryGetValue(peer, out (byte[] Nonce, bool CameBack) expected)
                && CryptographicOperations.FixedTimeEquals(expected.Nonce, nonce))
            {
                _pending[peer] = (expected.Nonce, true);
            }
        }

        stream.CloseWrite();
    }

    private async ValueTask<Reply> AnswerAsync(Connection connection, ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        if (!DialBackMessage.TryRead(request.Span, out DialBackMessage? message))
        {
            return Reply.Refuse(RequestStatus.BadRequest);
        }

        // What the other side's address looks like from here is known only where it made the connection.
        if (!connection.IsInbound || connection.RemoteAddress.GetIPAddress() is not IPAddress ip || (!_options.AllowPrivateAddresses && !AddressScope.IsPublic(ip)))
        {
            return Reply.Refuse(RequestStatus.NotFound);
        }

        if (!TryBeginDial(ip))
        {
            return Reply.Refuse(RequestStatus.Busy);
        }

        try
        {
            using CancellationTokenSource timeout = new(_options.DialTimeout, _time);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
            foreach (int port in message.Ports)
            {
                if (await TryBringAsync(connection.RemotePeer, Multiaddr.OfTcp(new IPEndPoint(ip, port)), message.Nonce, both.Token))
                {
                    return Reply.Ok(new byte[] { 1 });
                }
            }

            return Reply.Ok(new byte[] { 0 });
        }
        finally
        {
            Interlocked.Decrement(ref _dialling);
        }
    }

    private bool TryBeginDial(IPAddress ip)
    {
        lock (_lock)
        {
            if (_dialling >= _options.DialsMax || !_rates.TryTake(AddressScope.GroupOf(ip)))
            {
                return false;
            }

            _dialling++;
            return true;
        }
    }

    private async Task<bool> TryBringAsync(PeerId peer, Multiaddr address, ReadOnlyMemory<byte> nonce, CancellationToken cancel)
    {
        DialResult dialled = await _host.DialBesideAsync(peer, address, cancel);
        if (!dialled.IsConnected)
        {
            return false;
        }

        try
        {
            StreamResult opened = await dialled.Connection.OpenStreamAsync([DialBackMessage.NonceProtocolId], cancel);
            if (!opened.IsOpen)
            {
                return false;
            }

            await using MuxedStream stream = opened.Stream;
            await stream.WriteAsync(nonce, cancel);
            stream.CloseWrite();
            return await stream.ReadAsync(new byte[1], cancel) == 0;
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            dialled.Connection.Close();
        }
    }
}
