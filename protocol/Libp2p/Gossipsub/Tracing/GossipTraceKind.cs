namespace P2PProver.Libp2p.Gossipsub.Tracing;

/// <summary>What happened at a router.</summary>
public enum GossipTraceKind
{
    /// <summary>A peer came.</summary>
    PeerAdded,

    /// <summary>A peer went.</summary>
    PeerRemoved,

    /// <summary>We began to follow a topic.</summary>
    Joined,

    /// <summary>We ceased to follow a topic.</summary>
    Left,

    /// <summary>A peer came into our mesh.</summary>
    Grafted,

    /// <summary>A peer left our mesh.</summary>
    Pruned,

    /// <summary>We published a message.</summary>
    Published,

    /// <summary>A message came for the first time and was accepted.</summary>
    Delivered,

    /// <summary>A message came again.</summary>
    Duplicate,

    /// <summary>A message was ignored.</summary>
    Ignored,

    /// <summary>A message was rejected.</summary>
    Rejected,

    /// <summary>A message was dropped because too many are being validated.</summary>
    Throttled,

    /// <summary>A peer offered messages that we asked for.</summary>
    Asked,

    /// <summary>A message was sent to a peer that asked for it.</summary>
    Repaired,

    /// <summary>A peer did not send what it offered.</summary>
    PromiseBroken,

    /// <summary>A peer broke the protocol.</summary>
    Breach,

    /// <summary>Something for a peer that is too slow was dropped.</summary>
    SendDropped,

    /// <summary>A message was delivered to an application that does not take its messages; it was dropped.</summary>
    DeliveryDropped,
}
