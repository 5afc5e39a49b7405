using P2PProver.Mesh.Wire;

namespace P2PProver.Mesh.Gate;

/// <summary>
/// The first of two checks of a message from gossip: cheap, synchronous, no cryptography but one hash, memory bounded by its options. It looks
/// at size, version, form, neighbour's rate, whether the message was seen, the author's key and rate, in that order; what passes becomes a
/// <see cref="MessageReceived"/>, and the verdict of the second check comes back through <see cref="Complete"/>. Not for several threads.
/// </summary>
/// <remarks>
/// Whoever wants to silence an author would send messages in its name: so an author pays only for messages whose signature turned out right,
/// and neighbours pay for all that they hand over, dearly for forgeries.
/// </remarks>
public sealed class MessageGate
{
    private readonly GateOptions _options;
    private readonly Hash32 _network;
    private readonly Func<NodeId, KeyStanding> _standing;
    private readonly TokenBuckets<NodeId> _authors;
    private readonly TokenBuckets<NodeId> _neighbours;
    private readonly TokenBuckets<KeyStanding> _strangers;
    private readonly SeenMessages _seen;
    private readonly Dictionary<ulong, Pending> _pending = [];
    private readonly Dictionary<MeshTopic, string> _names;
    private ulong _lastTicket;

    /// <summary>A gate that has seen nothing.</summary>
    /// <param name="options">Rates and bounds.</param>
    /// <param name="network">The hash of the network file.</param>
    /// <param name="standing">What is known of a key; called for every message that is new, so it answers from memory.</param>
    public MessageGate(GateOptions options, Hash32 network, Func<NodeId, KeyStanding> standing)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(standing);
        _options = options;
        _network = network;
        _standing = standing;
        _authors = new(options.AuthorBurst, options.AuthorInterval, options.BucketsMax);
        _neighbours = new(options.NeighbourBurst, options.NeighbourInterval, options.BucketsMax);
        _strangers = new(options.StrangersBurst, options.StrangersInterval, keysMax: 1);
        _seen = new(options.SeenMax);
        _names = MeshTopics.All.ToDictionary(t => t, t => MeshTopics.Name(_network, t));
    }

    /// <summary>Messages in their second check.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>Messages remembered as seen.</summary>
    public int SeenCount => _seen.Count;

    /// <summary>Authors and neighbours whose rates are remembered.</summary>
    public int BucketCount => _authors.Count + _neighbours.Count;

    /// <summary>Looks at a message that a neighbour handed over.</summary>
    public GateResult Check(MeshTopic topic, NodeId neighbour, ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        if (!_neighbours.Has(neighbour, now))
        {
            return Drop(MessageVerdict.Ignore, VerdictReason.RateLimit);
        }

        _neighbours.Take(neighbour, 1, now);
        if (bytes.Length > MeshWire.BytesMax(topic))
        {
            return Drop(MessageVerdict.Reject, VerdictReason.Malformed, WireFault.TooLong);
        }

        ContentId id = ContentId.Of(_names[topic], bytes);
        if (_seen.Contains(id))
        {
            return Drop(MessageVerdict.Ignore, VerdictReason.Duplicate);
        }

        if (!MeshWire.TryRead(topic, bytes, out MeshMessage? message, out WireFault fault))
        {
            // A newer version is nobody's fault: those who speak it pass it on among themselves.
            return Drop(fault == WireFault.UnknownVersion ? MessageVerdict.Ignore : MessageVerdict.Reject, VerdictReason.Malformed, fault);
        }

        KeyStanding standing = _standing(message.Node);
        if (Refusal(standing, message.Node, now) is VerdictReason reason)
        {
            return Drop(MessageVerdict.Ignore, reason);
        }

        _seen.Add(id);
        ulong ticket = ++_lastTicket;
        _pending.Add(ticket, new Pending(message.Node, neighbour, standing));
        return new GateResult(new MessageReceived(topic, neighbour, message, ticket), MessageVerdict.Accept, VerdictReason.None, WireFault.None);
    }

    /// <summary>Takes note of the second check's verdict, and charges whom it concerns; unknown tickets change nothing.</summary>
    public void Complete(GiveVerdict verdict, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!_pending.Remove(verdict.Ticket, out Pending? pending))
        {
            return;
        }

        if (verdict.Reason == VerdictReason.BadSignature)
        {
            _neighbours.Take(pending.Neighbour, _options.ForgeryCost, now);
        }
        else if (pending.Standing == KeyStanding.Stranger)
        {
            _strangers.Take(KeyStanding.Stranger, 1, now);
        }
        else
        {
            _authors.Take(pending.Author, 1, now);
        }
    }

    private VerdictReason? Refusal(KeyStanding standing, NodeId author, DateTimeOffset now)
    {
        if (standing is KeyStanding.Banned or KeyStanding.Unwanted)
        {
            return standing == KeyStanding.Banned ? VerdictReason.Banned : VerdictReason.UnknownNode;
        }

        bool hasToken = standing == KeyStanding.Stranger ? _strangers.Has(KeyStanding.Stranger, now) : _authors.Has(author, now);
        if (!hasToken)
        {
            return VerdictReason.RateLimit;
        }

        return _pending.Count >= _options.PendingMax ? VerdictReason.Full : null;
    }

    private static GateResult Drop(MessageVerdict verdict, VerdictReason reason, WireFault fault = WireFault.None) => new(null, verdict, reason, fault);

    private sealed record Pending(NodeId Author, NodeId Neighbour, KeyStanding Standing);
}
