using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>A message for the application.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Message">The message.</param>
/// <param name="Sender">The peer that sent it to us, which need not be its author.</param>
public readonly record struct GossipDelivery(MessageId Id, GossipMessage Message, PeerId Sender);
