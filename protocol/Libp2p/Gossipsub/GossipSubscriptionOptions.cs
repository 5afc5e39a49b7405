using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>How a topic is followed.</summary>
public sealed record GossipSubscriptionOptions
{
    /// <summary>How the topic counts in the scores of peers; null for not at all.</summary>
    public TopicScoreOptions? Score { get; init; }

    /// <summary>
    /// A first, quick look: size, version, known key, rate. Called while everything else waits, so it computes next to nothing. Null accepts all.
    /// </summary>
    public Func<GossipMessage, PeerId, GossipVerdict>? Gate { get; init; }

    /// <summary>
    /// The dear look at what the gate let through; nothing is passed on before its verdict. Several run at a time. One that fails counts as
    /// <see cref="GossipVerdict.Ignore"/>. Null accepts all.
    /// </summary>
    public Func<GossipMessage, PeerId, CancellationToken, ValueTask<GossipVerdict>>? Validator { get; init; }
}
