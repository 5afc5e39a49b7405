using System.Net;
using System.Text;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;

namespace P2PProver.Interop.Tests;

/// <summary>A host of ours with gossipsub on the loopback interface.</summary>
internal sealed class GossipPeer : IAsyncDisposable
{
    private readonly PeerIdentity _identity = PeerIdentity.Generate();

    private GossipPeer(GossipOptions options)
    {
        Host = new Libp2pHost(_identity, [new TcpTransport()], new HostOptions { InboundPerAddressMax = 128 }, TimeProvider.System);
        Gossip = new GossipService(Host, _identity, options, TimeProvider.System, seed: 1);
    }

    public Libp2pHost Host { get; }

    public GossipService Gossip { get; }

    public string Id => Host.Id.ToString();

    public string Address { get; private set; } = string.Empty;

    /// <summary>Quick heartbeats, and no penalty for the address that all share.</summary>
    public static GossipOptions Options(bool signs) => new()
    {
        SignaturePolicy = signs ? SignaturePolicy.StrictSign : SignaturePolicy.StrictNoSign,
        HeartbeatInterval = TimeSpan.FromMilliseconds(300),
        FloodPublish = false,
        Score = new ScoreOptions { AddressAllowed = IPAddress.IsLoopback },
    };

    public static async Task<GossipPeer> StartAsync(GossipOptions options)
    {
        GossipPeer peer = new(options);
        Multiaddr address = await peer.Host.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None);
        peer.Address = address.WithPeer(peer.Host.Id).ToString();
        return peer;
    }

    public async Task DialAsync(string address, CancellationToken cancel) =>
        (await Host.DialAsync(Multiaddr.Parse(address), cancel)).Fault.ShouldBe(DialFault.None);

    public void Publish(string topic, string text) => Gossip.Publish(topic, Encoding.UTF8.GetBytes(text)).Status.ShouldBeOneOf(GossipPublishStatus.Sent, GossipPublishStatus.Kept);

    /// <summary>The next so many messages, as text.</summary>
    public static async Task<IReadOnlyList<string>> TakeAsync(GossipSubscription subscription, int count, CancellationToken cancel)
    {
        List<string> texts = [];
        while (texts.Count < count)
        {
            try
            {
                texts.Add(Encoding.UTF8.GetString((await subscription.Messages.ReadAsync(cancel)).Message.Data.Span));
            }
            catch (OperationCanceledException ended)
            {
                throw new TimeoutException($"message {texts.Count + 1} of {count} never came", ended);
            }
        }

        return texts;
    }

    /// <summary>Waits until something about this side holds; looked at every few milliseconds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what, CancellationToken cancel)
    {
        while (!holds())
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancel);
            }
            catch (OperationCanceledException ended)
            {
                throw new TimeoutException($"never: {what}", ended);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Gossip.DisposeAsync();
        await Host.DisposeAsync();
        _identity.Dispose();
    }
}
