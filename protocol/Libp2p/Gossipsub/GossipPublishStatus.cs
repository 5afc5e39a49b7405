namespace P2PProver.Libp2p.Gossipsub;

/// <summary>What became of a message that was to be published.</summary>
public enum GossipPublishStatus
{
    /// <summary>It is on its way to at least one peer.</summary>
    Sent,

    /// <summary>No peer follows the topic now; whoever comes within a few heartbeats is offered it.</summary>
    Kept,

    /// <summary>A message of this id came or went before.</summary>
    Duplicate,

    /// <summary>It is longer than allowed.</summary>
    TooLong,
}
