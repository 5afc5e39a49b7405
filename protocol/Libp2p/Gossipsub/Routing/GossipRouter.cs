using System.Diagnostics.CodeAnalysis;
using System.Net;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>
/// Gossipsub v1.0 to v1.2 as a state machine without I/O: each call is an event at a time that the owner names, and what is to be done comes out as
/// commands and as RPCs that wait for peers. It never waits, and what a peer sends costs it bounded time and memory. One thread at a time.
/// </summary>
internal sealed partial class GossipRouter
{
    private readonly GossipOptions _options;
    private readonly GossipSelf _self;
    private readonly IGossipTrace? _trace;
    private readonly GossipRandom _random;
    private readonly ScoreBook _scores;
    private readonly Dictionary<PeerId, GossipPeer> _peers = [];
    private readonly Dictionary<string, GossipTopic> _topics = new(StringComparer.Ordinal);
    private readonly Queue<GossipCommand> _commands = new();
    private readonly MessageCache _cache;
    private readonly SeenCache _seen;
    private readonly PromiseTable _promises;
    private readonly SequenceValidator? _sequences;
    private readonly Func<GossipMessage, MessageId> _idOf;
    private ulong _sequence;

    public GossipRouter(GossipOptions options, GossipSelf self, IGossipTrace? trace)
    {
        options.Validate();
        if (options.SignaturePolicy == SignaturePolicy.StrictSign && self.Identity is null)
        {
            throw new ArgumentException("who signs needs an identity", nameof(self));
        }

        _options = options;
        _self = self;
        _trace = trace;
        _random = new GossipRandom(self.Seed);
        _scores = new ScoreBook(options.Score);
        _cache = new MessageCache(options.HistoryLength, options.HistoryGossip, options.HistoryBytesMax);
        _seen = new SeenCache(options.SeenTtl, options.SeenMax);
        _promises = new PromiseTable(options.PromiseTimeout);
        bool isSigned = options.SignaturePolicy == SignaturePolicy.StrictSign;
        _sequences = isSigned && options.SequenceWindow is int window ? new SequenceValidator(options.SequenceAuthorsMax, window) : null;
        _idOf = options.MessageIdOf ?? (isSigned ? MessageIds.OfAuthor : MessageIds.OfContent);
        _sequence = self.FirstSequence;
    }

    public int PeerCount => _peers.Count;

    /// <summary>The topics that are remembered, ours and others'.</summary>
    public int TopicCount => _topics.Count;

    public int SeenCount => _seen.Count;

    public int CachedCount => _cache.Count;

    /// <summary>The next thing to do.</summary>
    public bool TryTakeCommand([NotNullWhen(true)] out GossipCommand? command) => _commands.TryDequeue(out command);

    /// <summary>The next RPC for a peer.</summary>
    public bool TryTakeOutput(PeerId peer, [NotNullWhen(true)] out GossipRpc? rpc)
    {
        rpc = null;
        return _peers.TryGetValue(peer, out GossipPeer? known) && known.Queue.TryTake(known.Wants, out rpc);
    }

    /// <summary>A stream to a peer was opened: it is told all topics that we follow, in one message.</summary>
    public void AddPeer(PeerId id, GossipVersion version, bool isOutbound, IPAddress? address, TimeSpan now)
    {
        if (_peers.TryGetValue(id, out GossipPeer? peer))
        {
            // The stream was opened anew: what waited may have been lost with the old one.
            peer.Queue = new SendQueue(_options);
        }
        else
        {
            peer = new GossipPeer(id, isOutbound, _options.DirectPeers.ContainsKey(id), _scores.Connect(id, address, now), _options);
            _peers.Add(id, peer);
            Trace(GossipTraceKind.PeerAdded, now, peer: peer);
        }

        peer.Version = version;
        SubscriptionChange[] topics = [.. _topics.Values.Where(t => t.IsSubscribed).Select(t => new SubscriptionChange(t.Name, Subscribe: true))];
        if (topics.Length > 0)
        {
            Send(peer, new GossipRpc { Subscriptions = topics }, SendClass.Control, now);
        }
    }

    /// <summary>A peer is gone, or its stream for good.</summary>
    public void RemovePeer(PeerId id, TimeSpan now)
    {
        if (!_peers.Remove(id, out GossipPeer? peer))
        {
            return;
        }

        peer.IsGone = true;
        foreach (GossipTopic topic in _topics.Values.ToArray())
        {
            topic.Peers.Remove(peer);
            topic.Fanout.Remove(peer);
            if (topic.Mesh.Remove(peer))
            {
                Trace(GossipTraceKind.Pruned, now, topic, peer);
            }

            DropIfUnused(topic);
        }

        _scores.Disconnect(peer.Score, now);
        Trace(GossipTraceKind.PeerRemoved, now, peer: peer);
    }

    /// <summary>What a peer says of itself in signed form, to be passed on in peer exchange.</summary>
    public void SetRecord(PeerId id, ReadOnlyMemory<byte> signedRecord)
    {
        if (_peers.TryGetValue(id, out GossipPeer? peer))
        {
            peer.SignedRecord = signedRecord;
        }
    }

    /// <summary>The score of a peer; 0 for one that nothing is known of.</summary>
    public double Score(PeerId id) => _scores.Find(id)?.Value ?? 0;

    public bool IsInMesh(string topic, PeerId id) =>
        _topics.TryGetValue(topic, out GossipTopic? known) && _peers.TryGetValue(id, out GossipPeer? peer) && known.Mesh.Contains(peer);

    public IReadOnlyList<PeerId> Mesh(string topic) => _topics.TryGetValue(topic, out GossipTopic? known) ? [.. known.Mesh.Select(p => p.Id)] : [];

    public IReadOnlyList<PeerId> Fanout(string topic) => _topics.TryGetValue(topic, out GossipTopic? known) ? [.. known.Fanout.Select(p => p.Id)] : [];

    public IReadOnlyList<PeerId> Followers(string topic) => _topics.TryGetValue(topic, out GossipTopic? known) ? [.. known.Peers.Select(p => p.Id)] : [];

    private GossipTopic Topic(string name)
    {
        if (!_topics.TryGetValue(name, out GossipTopic? topic))
        {
            _topics[name] = topic = new GossipTopic(name, _options.BackoffsMax);
        }

        return topic;
    }

    private void DropIfUnused(GossipTopic topic)
    {
        if (topic.IsUnused)
        {
            _topics.Remove(topic.Name);
        }
    }

    // Puts an RPC in line, in pieces where it is too long. Never waits: what does not fit is dropped, and the peer pays for it.
    private void Send(GossipPeer peer, GossipRpc rpc, SendClass sendClass, TimeSpan now, MessageId? id = null)
    {
        if (peer.IsGone)
        {
            return;
        }

        bool wasEmpty = peer.Queue.IsEmpty;
        foreach (GossipRpc piece in RpcSplitter.Split(rpc, _options.RpcBytesMax))
        {
            SendDrops drops = peer.Queue.Add(piece, sendClass, id);
            for (int i = 0; i < drops.Total; i++)
            {
                peer.Score.OnSlow();
            }

            if (drops.Total > 0)
            {
                Trace(GossipTraceKind.SendDropped, now, peer: peer, count: drops.Total);
            }

            if (drops.Control > 0)
            {
                _commands.Enqueue(new GossipCommand.Close(peer.Id));
            }
        }

        if (wasEmpty && !peer.Queue.IsEmpty)
        {
            _commands.Enqueue(new GossipCommand.Send(peer.Id));
        }
    }

    private void Breach(GossipPeer peer, double count, TimeSpan now, GossipTopic? topic = null)
    {
        peer.Score.OnBreach(count);
        Trace(GossipTraceKind.Breach, now, topic, peer, count: (int)Math.Ceiling(count));
    }

    private void Trace(
        GossipTraceKind kind, TimeSpan now, GossipTopic? topic = null, GossipPeer? peer = null, MessageId? message = null, int count = 1) =>
        _trace?.Trace(new GossipTraceEvent(kind, now, topic?.Name, peer?.Id, message, count));
}
