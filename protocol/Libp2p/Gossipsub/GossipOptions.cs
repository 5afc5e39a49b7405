using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>The bounds and habits of a gossip router. Names in brackets are those of the gossipsub specifications.</summary>
public sealed partial record GossipOptions
{
    /// <summary>What messages must say about their authors.</summary>
    public SignaturePolicy SignaturePolicy { get; init; } = SignaturePolicy.StrictNoSign;

    /// <summary>How messages are named; null for the usual name under <see cref="SignaturePolicy"/>.</summary>
    public Func<GossipMessage, MessageId>? MessageIdOf { get; init; }

    /// <summary>
    /// Under StrictSign: how far behind an author's highest number another of its messages may be; 0 for strictly increasing numbers, null for no check,
    /// which authors that number at random need.
    /// </summary>
    public int? SequenceWindow { get; init; }

    /// <summary>The most authors whose numbers are remembered.</summary>
    public int SequenceAuthorsMax { get; init; } = 16_384;

    /// <summary>How many peers a mesh should have (D).</summary>
    public int MeshSize { get; init; } = 8;

    /// <summary>With fewer, a mesh looks for more (D_low).</summary>
    public int MeshSizeMin { get; init; } = 6;

    /// <summary>With so many, a mesh lets some go (D_high).</summary>
    public int MeshSizeMax { get; init; } = 12;

    /// <summary>How many of those that stay are the best ones (D_score).</summary>
    public int MeshBest { get; init; } = 5;

    /// <summary>How many peers of a mesh must be ones that we dialled (D_out).</summary>
    public int MeshOutbound { get; init; } = 3;

    /// <summary>The fewest peers that get gossip (D_lazy).</summary>
    public int GossipPeersMin { get; init; } = 6;

    /// <summary>The part of the peers outside the mesh that get gossip.</summary>
    public double GossipFactor { get; init; } = 0.25;

    /// <summary>How often meshes are looked after.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the peers are kept through which we publish to a topic that we do not follow.</summary>
    public TimeSpan FanoutTtl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how many heartbeats messages are kept.</summary>
    public int HistoryLength { get; init; } = 6;

    /// <summary>For how many heartbeats messages are offered.</summary>
    public int HistoryGossip { get; init; } = 3;

    /// <summary>The most bytes of messages that are kept; the oldest make room.</summary>
    public long HistoryBytesMax { get; init; } = 64L << 20;

    /// <summary>How long an id is remembered.</summary>
    public TimeSpan SeenTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most ids that are remembered.</summary>
    public int SeenMax { get; init; } = 131_072;

    /// <summary>How long a peer that was pruned stays away.</summary>
    public TimeSpan PruneBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long everybody stays away after we left a topic.</summary>
    public TimeSpan UnsubscribeBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest back-off that we keep, whatever a peer asks for.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest back-off that we keep, whatever a peer asks for.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most back-offs of one topic that are remembered; the oldest makes room.</summary>
    public int BackoffsMax { get; init; } = 8192;

    /// <summary>A GRAFT so soon after the PRUNE is punished twice.</summary>
    public TimeSpan GraftFloodThreshold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most IHAVE that are heard from one peer between two heartbeats.</summary>
    public int HaveMessagesMax { get; init; } = 10;

    /// <summary>The most ids that are asked for, or offered, to one peer between two heartbeats.</summary>
    public int HaveIdsMax { get; init; } = 5000;

    /// <summary>How long a peer may take to send what it offered.</summary>
    public TimeSpan PromiseTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often one peer gets one message that it asks for.</summary>
    public int RetransmissionsMax { get; init; } = 3;

    /// <summary>From this size on, peers of the mesh are told that we have a message before it is validated.</summary>
    public int DontWantBytesMin { get; init; } = 1024;

    /// <summary>The most ids of IDONTWANT that are heard from one peer between two heartbeats.</summary>
    public int DontWantIdsMax { get; init; } = 1000;

    /// <summary>For how many heartbeats an IDONTWANT holds.</summary>
    public int DontWantTtl { get; init; } = 3;

    /// <summary>After how many heartbeats a poor mesh looks for better peers.</summary>
    public int OpportunisticGraftTicks { get; init; } = 60;

    /// <summary>How many better peers a poor mesh takes in.</summary>
    public int OpportunisticGraftPeers { get; init; } = 2;

    /// <summary>Whether peers that are pruned are told of others.</summary>
    public bool PeerExchange { get; init; } = true;

    /// <summary>The most peers that are named in a PRUNE, and that are taken from one peer between two heartbeats.</summary>
    public int PrunePeersMax { get; init; } = 16;

    /// <summary>The most peers from peer exchange that wait to be dialled.</summary>
    public int ConnectPendingMax { get; init; } = 128;

    /// <summary>How many of them are dialled at a time.</summary>
    public int ConnectWorkers { get; init; } = 8;

    /// <summary>Peers that get every message whatever their score, and are never in a mesh; both sides must name each other.</summary>
    public IReadOnlyDictionary<PeerId, IReadOnlyList<Multiaddr>> DirectPeers { get; init; } = new Dictionary<PeerId, IReadOnlyList<Multiaddr>>();

    /// <summary>After how many heartbeats direct peers that are missing are dialled again.</summary>
    public int DirectConnectTicks { get; init; } = 300;

    /// <summary>Whether our own messages go to all peers of a topic instead of the mesh alone.</summary>
    public bool FloodPublish { get; init; } = true;

    /// <summary>Larger messages are not flooded.</summary>
    public int FloodPublishBytesMax { get; init; } = 4096;

    /// <summary>The longest data of a message.</summary>
    public int MessageBytesMax { get; init; } = (1 << 20) - 4096;

    /// <summary>The longest RPC that is read, or written.</summary>
    public int RpcBytesMax { get; init; } = 1 << 20;

    /// <summary>The most topics that one peer may follow, as far as we remember.</summary>
    public int TopicsPerPeerMax { get; init; } = 100;

    /// <summary>The longest name of a topic in bytes.</summary>
    public int TopicBytesMax { get; init; } = 256;

    /// <summary>Topics of which we care to know who follows them; null for all.</summary>
    public Predicate<string>? TopicFilter { get; init; }

    /// <summary>The most messages that wait for their validators; more are dropped, and may come again.</summary>
    public int ValidationsMax { get; init; } = 1024;

    /// <summary>The most messages of one peer that wait for their validators.</summary>
    public int ValidationsPerPeerMax { get; init; } = 256;

    /// <summary>How many validators run at a time.</summary>
    public int ValidationConcurrency { get; init; } = 8;

    /// <summary>
    /// The most control messages and messages of our own that wait for a peer, the latter in three quarters of the room. A peer that does not take even
    /// control messages is given up.
    /// </summary>
    public int QueueControlMax { get; init; } = 1024;

    /// <summary>The most messages of others that wait for a peer.</summary>
    public int QueueForwardMax { get; init; } = 512;

    /// <summary>The most gossip that waits for a peer.</summary>
    public int QueueGossipMax { get; init; } = 128;

    /// <summary>The most bytes that wait for a peer; gossip makes room first, then messages of others.</summary>
    public long QueueBytesMax { get; init; } = 8L << 20;

    /// <summary>The most messages that an application has not taken from a subscription; more are dropped.</summary>
    public int DeliveriesMax { get; init; } = 1024;

    /// <summary>How peers are scored.</summary>
    public ScoreOptions Score { get; init; } = new();

    /// <summary>What a score means.</summary>
    public ScoreThresholds Thresholds { get; init; } = new();
}
