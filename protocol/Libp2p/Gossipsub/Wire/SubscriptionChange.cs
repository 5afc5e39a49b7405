namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>A peer begins or ceases to follow a topic.</summary>
internal readonly record struct SubscriptionChange(string Topic, bool Subscribe);
