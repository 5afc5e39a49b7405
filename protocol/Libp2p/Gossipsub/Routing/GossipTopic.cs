using P2PProver.Libp2p.Gossipsub.Scoring;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>A topic that we, or a peer, follow or publish to.</summary>
internal sealed class GossipTopic(string name, int backoffsMax)
{
    public string Name => name;

    /// <summary>How we follow it; null if we do not.</summary>
    public TopicSubscription? Subscription { get; set; }

    public TopicScoreOptions? Score => Subscription?.Score;

    public bool IsSubscribed => Subscription is not null;

    /// <summary>The peers that follow it.</summary>
    public HashSet<GossipPeer> Peers { get; } = [];

    public HashSet<GossipPeer> Mesh { get; } = [];

    /// <summary>The peers through which we publish without following.</summary>
    public HashSet<GossipPeer> Fanout { get; } = [];

    /// <summary>When we published last without following; null if that is long ago.</summary>
    public TimeSpan? LastPublish { get; set; }

    public BackoffTable Backoffs { get; } = new(backoffsMax);

    public bool IsUnused => !IsSubscribed && Peers.Count == 0 && LastPublish is null && Backoffs.Count == 0;
}
