namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>What is remembered of a message.</summary>
internal sealed class SeenMessage(MessageId id, TimeSpan now)
{
    public MessageId Id => id;

    public TimeSpan LastSeen { get; set; } = now;

    public TimeSpan QueuedAt { get; set; } = now;

    /// <summary>The message while its validator is at work; null afterwards.</summary>
    public PendingMessage? Pending { get; set; }

    /// <summary>What became of it; null while that is open.</summary>
    public GossipVerdict? Verdict { get; set; }

    public TimeSpan DecidedAt { get; set; }

    /// <summary>Who sent a copy that counted already, where later copies count.</summary>
    public HashSet<GossipPeer>? Senders { get; set; }
}
