namespace P2PProver.Libp2p.Gossipsub;

/// <summary>What became of a message that was to be published.</summary>
/// <param name="Status">What.</param>
/// <param name="Id">Its name; empty if it was too long.</param>
/// <param name="Peers">To how many peers it is on its way.</param>
public readonly record struct GossipPublishResult(GossipPublishStatus Status, MessageId Id, int Peers);
