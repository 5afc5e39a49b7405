using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Benchmarks.Network;

/// <summary>A listener and a dialler in one process, joined by the loopback interface. The listener serves /echo and /sink.</summary>
internal sealed class LoopbackPair : IDisposable, IStreamRouter
{
    private static readonly ConnectionOptions Options = new();
    private readonly PeerIdentity _listenerIdentity = PeerIdentity.Generate();
    private readonly PeerIdentity _diallerIdentity = PeerIdentity.Generate();
    private readonly NoiseKey _listenerKey;
    private readonly NoiseKey _diallerKey;
    private readonly TcpTransport _tcp = new();
    private readonly ILinkListener _place;
    private readonly CancellationTokenSource _stop = new();
    private readonly ResourceScope _node = new(ResourceLimits.Node with { InboundConnectionsMax = 4096, OutboundConnectionsMax = 4096 }, null);
    private readonly Task _accepting;

    public LoopbackPair()
    {
        _listenerKey = new NoiseKey(_listenerIdentity);
        _diallerKey = new NoiseKey(_diallerIdentity);
        _place = _tcp.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _accepting = AcceptAsync();
    }

    public bool Serves(string protocol) => protocol is "/echo" or "/sink";

    public async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[256 * 1024];
        long total = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            total += read;
            if (stream.Protocol == "/echo")
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }

        if (stream.Protocol == "/sink")
        {
            await stream.WriteAsync(BitConverter.GetBytes(total), cancel);
        }

        stream.CloseWrite();
    }

    /// <summary>Throws unless bytes come back as they were sent.</summary>
    public void CheckEcho() => CheckEchoAsync().GetAwaiter().GetResult();

    /// <summary>Sends bytes on one stream of a new connection, and waits until the other side has counted them.</summary>
    public void Send(int bytes) => SendAsync(bytes).GetAwaiter().GetResult();

    /// <summary>Makes and closes connections, so many at once.</summary>
    public void ShakeHands(int count, int atOnce) =>
        Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => ShakeHandsAsync(count / atOnce))).GetAwaiter().GetResult();

    public void Dispose()
    {
        _stop.Cancel();
        _place.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _accepting.GetAwaiter().GetResult();
        _stop.Dispose();
        _node.Dispose();
        _listenerKey.Dispose();
        _diallerKey.Dispose();
        _listenerIdentity.Dispose();
        _diallerIdentity.Dispose();
    }

    private async Task AcceptAsync()
    {
        Upgrader upgrader = new(_listenerKey, Options, TimeProvider.System);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                ILink link = await _place.AcceptAsync(_stop.Token);
                _ = Task.Run(() => upgrader.UpgradeAsync(link, isInbound: true, null, Admit, this, _stop.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private async Task<Connection> ConnectAsync()
    {
        Upgrader upgrader = new(_diallerKey, Options, TimeProvider.System);
        ILink link = await _tcp.DialAsync(_place.Address, CancellationToken.None);
        UpgradeResult result = await upgrader.UpgradeAsync(link, isInbound: false, _listenerIdentity.Id, Admit, this, CancellationToken.None);
        return result.Connection ?? throw new InvalidOperationException($"no connection: {result.Fault}");
    }

    private ResourceScope Admit(PeerPublicKey key) => new(ResourceLimits.Connection, _node);

    private async Task CheckEchoAsync()
    {
        await using Connection connection = await ConnectAsync();
        StreamResult opened = await connection.OpenStreamAsync(["/echo"], CancellationToken.None);
        await using MuxedStream stream = opened.Stream ?? throw new InvalidOperationException($"no stream: {opened.Fault}");
        byte[] sent = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];
        byte[] received = new byte[sent.Length];
        await stream.WriteAsync(sent, CancellationToken.None);
        stream.CloseWrite();
        if (!await stream.TryReadExactlyAsync(received, CancellationToken.None) || !received.AsSpan().SequenceEqual(sent))
        {
            throw new InvalidOperationException("the echo differs");
        }
    }

    private async Task SendAsync(int bytes)
    {
        await using Connection connection = await ConnectAsync();
        StreamResult opened = await connection.OpenStreamAsync(["/sink"], CancellationToken.None);
        await using MuxedStream stream = opened.Stream ?? throw new InvalidOperationException($"no stream: {opened.Fault}");
        byte[] piece = new byte[256 * 1024];
        for (int sent = 0; sent < bytes; sent += piece.Length)
        {
            await stream.WriteAsync(piece, CancellationToken.None);
        }

        stream.CloseWrite();
        byte[] total = new byte[sizeof(long)];
        if (!await stream.TryReadExactlyAsync(total, CancellationToken.None) || BitConverter.ToInt64(total) != bytes)
        {
            throw new InvalidOperationException("not all bytes arrived");
        }
    }

    private async Task ShakeHandsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await using Connection connection = await Task.Run(ConnectAsync);
        }
    }
}
