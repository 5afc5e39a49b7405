using System.Net;
using System.Text;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>One router, and peers that are nothing but what the test says and hears in their names.</summary>
internal sealed class RouterHarness : IGossipTrace
{
    public const string Topic = "blocks";

    private readonly Dictionary<PeerId, List<GossipRpc>> _sent = [];
    private readonly List<GossipTraceEvent> _trace = [];

    public RouterHarness(GossipOptions? options = null, PeerIdentity? identity = null, ulong seed = 1)
    {
        Options = options ?? new GossipOptions { FloodPublish = false };
        Router = new GossipRouter(Options, new GossipSelf(identity?.Id ?? Peer(0), identity, 1000, seed), this);
    }

    public GossipOptions Options { get; }

    public GossipRouter Router { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(1);

    public List<GossipCommand> Commands { get; } = [];

    public IReadOnlyList<GossipTraceEvent> Events => _trace;

    public IEnumerable<GossipCommand.Deliver> Delivered => Commands.OfType<GossipCommand.Deliver>();

    public IEnumerable<GossipCommand.Validate> ToValidate => Commands.OfType<GossipCommand.Validate>();

    /// <summary>A peer id that stands for a number.</summary>
    public static PeerId Peer(int number)
    {
        byte[] bytes = new byte[34];
        (bytes[0], bytes[1]) = (0x12, 0x20);
        BitConverter.TryWriteBytes(bytes.AsSpan(2), number);
        PeerId.TryRead(bytes, out PeerId? id).ShouldBeTrue();
        return id;
    }

    public static GossipMessage Message(string text, string topic = Topic) => new() { Topic = topic, Data = Encoding.UTF8.GetBytes(text) };

    public static MessageId Id(string text, string topic = Topic) => MessageIds.OfContent(Message(text, topic));

    public void Trace(in GossipTraceEvent happened) => _trace.Add(happened);

    public int Count(GossipTraceKind kind) => _trace.Count(e => e.Kind == kind);

    /// <summary>Adds a peer that follows the topics, the usual one if none is named.</summary>
    public PeerId Add(int number, bool isOutbound = false, GossipVersion version = GossipVersion.V12, string? address = null, params string[] topics)
    {
        PeerId peer = Peer(number);
        IPAddress ip = address is null ? new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]) : IPAddress.Parse(address);
        Router.AddPeer(peer, version, isOutbound, ip, Now);
        string[] followed = topics.Length > 0 ? topics : [Topic];
        Receive(peer, new GossipRpc { Subscriptions = [.. followed.Select(t => new SubscriptionChange(t, true))] });
        return peer;
    }

    public PeerId[] AddMany(int count, int first = 1, bool isOutbound = false) => [.. Enumerable.Range(first, count).Select(i => Add(i, isOutbound))];

    public void Subscribe(TopicScoreOptions? score = null, Func<GossipMessage, PeerId, GossipVerdict>? gate = null, bool validates = false, string topic = Topic)
    {
        Router.Subscribe(topic, new TopicSubscription(score, gate, validates), Now).ShouldBeTrue();
        Drain();
    }

    public void Receive(PeerId from, GossipRpc rpc)
    {
        Router.Receive(from, rpc, Now);
        Drain();
    }

    public void Say(PeerId from, string text, string topic = Topic) => Receive(from, new GossipRpc { Messages = [Message(text, topic)] });

    public void Graft(PeerId from, string topic = Topic) => Receive(from, new GossipRpc { Graft = [topic] });

    public void Prune(PeerId from, ulong seconds = 0, params PeerInfo[] peers) => Receive(from, new GossipRpc { Prune = [new PruneNotice(Topic, seconds, peers)] });

    public void Complete(GossipCommand.Validate work, GossipVerdict verdict)
    {
        Router.Complete(work.Token, verdict, Now);
        Drain();
    }

    public bool Authenticate(GossipCommand.Validate work)
    {
        bool goesOn = Router.Authenticate(work.Token, GossipSigning.Verify(work.Message), Now);
        Drain();
        return goesOn;
    }

    public GossipPublishResult Publish(string text, string topic = Topic)
    {
        GossipPublishResult result = Router.Publish(topic, Encoding.UTF8.GetBytes(text), Now);
        Drain();
        return result;
    }

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>Lets heartbeats pass, each an interval after the last.</summary>
    public void Heartbeats(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Now += Options.HeartbeatInterval;
            Router.Heartbeat(Now);
            Drain();
        }
    }

    /// <summary>What a peer got since the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<GossipRpc> Sent(PeerId peer) => _sent.TryGetValue(peer, out List<GossipRpc>? sent) ? sent : [];

    public IEnumerable<PruneNotice> Prunes(PeerId peer) => Sent(peer).SelectMany(r => r.Prune);

    public IEnumerable<string> Grafts(PeerId peer) => Sent(peer).SelectMany(r => r.Graft);

    public IEnumerable<GossipMessage> Messages(PeerId peer) => Sent(peer).SelectMany(r => r.Messages);

    public IEnumerable<MessageId> Wants(PeerId peer) => Sent(peer).SelectMany(r => r.Want);

    public IEnumerable<MessageId> Offers(PeerId peer) => Sent(peer).SelectMany(r => r.Have).SelectMany(h => h.Ids);

    public void Clear()
    {
        _sent.Clear();
        Commands.Clear();
        _trace.Clear();
    }

    // Every RPC goes through its bytes and back, as it would on the wire.
    private void Drain()
    {
        while (Router.TryTakeCommand(out GossipCommand? command))
        {
            Commands.Add(command);
            if (command is GossipCommand.Send send)
            {
                while (Router.TryTakeOutput(send.Peer, out GossipRpc? rpc))
                {
                    GossipRpcReader.TryRead(rpc.Encoding.Span, new RpcLimits(), out GossipRpc? read).ShouldBe(RpcFault.None);
                    if (!_sent.TryGetValue(send.Peer, out List<GossipRpc>? sent))
                    {
                        _sent[send.Peer] = sent = [];
                    }

                    sent.Add(read!);
                }
            }
        }
    }
}
