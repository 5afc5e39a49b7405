using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Tracing;

/// <summary>One thing that happened at a router.</summary>
/// <param name="Kind">What.</param>
/// <param name="Now">When, on the router's clock.</param>
/// <param name="Topic">The topic; null where there is none.</param>
/// <param name="Peer">The other peer; null where there is none.</param>
/// <param name="Message">The message; null where there is none.</param>
/// <param name="Count">How many of them, or how much.</param>
public readonly record struct GossipTraceEvent(GossipTraceKind Kind, TimeSpan Now, string? Topic, PeerId? Peer, MessageId? Message, int Count);
