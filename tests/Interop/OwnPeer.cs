using P2PProver.Crypto;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Interop.Tests;

/// <summary>A host of ours on the loopback interface that serves /echo and /reset as the foreign peer does.</summary>
internal sealed class OwnPeer : IAsyncDisposable, IHostObserver
{
    private readonly PeerIdentity _identity;
    private readonly System.Threading.Channels.Channel<(PeerId Peer, IdentifyMessage Message)> _identified =
        System.Threading.Channels.Channel.CreateUnbounded<(PeerId, IdentifyMessage)>();

    private OwnPeer(string keyType, bool earlyMuxer)
    {
        _identity = keyType == "secp256k1" ? new PeerIdentity(Secp256k1PrivateKey.Generate()) : PeerIdentity.Generate();
        HostOptions options = new() { Connection = new ConnectionOptions { EarlyMuxer = earlyMuxer }, AgentVersion = "p2pprover-test" };
        Host = new Libp2pHost(_identity, [new TcpTransport()], options, TimeProvider.System);
        Host.Handle("/echo", EchoAsync);
        Host.Handle("/reset", ResetAsync);
        Host.Observe(this);
    }

    public Libp2pHost Host { get; }

    public string Address { get; private set; } = string.Empty;

    public static async Task<OwnPeer> StartAsync(string keyType, bool earlyMuxer)
    {
        OwnPeer peer = new(keyType, earlyMuxer);
        Multiaddr address = await peer.Host.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None);
        peer.Address = address.WithPeer(peer.Host.Id).ToString();
        return peer;
    }

    /// <summary>Waits until a peer has said what fits.</summary>
    public async Task<IdentifyMessage> IdentifiedAsync(Predicate<IdentifyMessage> fits, CancellationToken cancel)
    {
        while (true)
        {
            (_, IdentifyMessage message) = await _identified.Reader.ReadAsync(cancel);
            if (fits(message))
            {
                return message;
            }
        }
    }

    public void OnConnected(Connection connection)
    {
    }

    public void OnDisconnected(Connection connection)
    {
    }

    public void OnIdentified(PeerId peer, IdentifyMessage message) => _identified.Writer.TryWrite((peer, message));

    public void OnHandlerFailed(string protocol, Exception exception) => throw new InvalidOperationException(protocol, exception);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _identity.Dispose();
    }

    private static async Task EchoAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        stream.CloseWrite();
    }

    private static async Task ResetAsync(MuxedStream stream, CancellationToken cancel)
    {
        await stream.ReadAsync(new byte[1], cancel);
        stream.Reset();
    }
}
