using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Kademlia;

namespace P2PProver.Libp2p.Tests.Kademlia;

internal static class KadSamples
{
    public static PeerId NewPeer()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        return identity.Id;
    }

    public static KadPeer At(string ip) => new(NewPeer(), [Multiaddr.Parse($"/ip4/{ip}/tcp/4001")]);
}
