using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>How we follow a topic.</summary>
/// <param name="Score">How the topic counts in scores; null for not at all.</param>
/// <param name="Gate">A quick look at a message by the one who holds the router; null for none.</param>
/// <param name="Validates">Whether a validator gives a verdict later.</param>
internal sealed record TopicSubscription(TopicScoreOptions? Score, Func<GossipMessage, PeerId, GossipVerdict>? Gate, bool Validates);
