namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>A message whose signature or worth is being looked at.</summary>
internal sealed class PendingMessage(long token, MessageId id, GossipMessage message, GossipTopic topic, GossipPeer sender)
{
    public long Token => token;

    public MessageId Id => id;

    public GossipMessage Message => message;

    public GossipTopic Topic => topic;

    public GossipPeer Sender => sender;

    /// <summary>Who else sent it meanwhile.</summary>
    public HashSet<GossipPeer> Others { get; } = [];

    /// <summary>Its place among the messages that came; null until the signature was looked at.</summary>
    public SeenMessage? Seen { get; set; }
}
