namespace P2PProver.Libp2p.Gossipsub;

/// <summary>What a validator thinks of a message.</summary>
public enum GossipVerdict
{
    /// <summary>It is delivered and passed on.</summary>
    Accept,

    /// <summary>It is not passed on, and nobody is blamed: stale, too early, or we are too busy.</summary>
    Ignore,

    /// <summary>It is not passed on, and whoever sent it is blamed. Only for faults that every honest sender can see.</summary>
    Reject,
}
