using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>Who a router is.</summary>
/// <param name="Id">The peer id.</param>
/// <param name="Identity">The key; needed for StrictSign only.</param>
/// <param name="FirstSequence">Below the number of the first message. Time starts it, so that it goes on after a restart.</param>
/// <param name="Seed">Decides all random choices.</param>
internal sealed record GossipSelf(PeerId Id, PeerIdentity? Identity, ulong FirstSequence, ulong Seed);
