using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>A peer with addresses at which it may be reached; nothing about them is proven.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Addresses">Addresses without the peer id.</param>
public sealed record KadPeer(PeerId Peer, IReadOnlyList<Multiaddr> Addresses)
{
    /// <summary>The point of the peer.</summary>
    public KadKey Key { get; } = KadKey.Of(Peer);
}
