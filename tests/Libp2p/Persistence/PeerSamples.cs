using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Persistence;

namespace P2PProver.Libp2p.Tests.Persistence;

/// <summary>Peers with new keys and addresses of their number.</summary>
internal static class PeerSamples
{
    public static StoredPeer Create(int number)
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        Multiaddr[] addresses = [Multiaddr.Parse($"/ip4/192.0.2.{number % 256}/tcp/{4000 + number}"), Multiaddr.Parse($"/dns4/peer{number}.example/tcp/4001")];
        return new StoredPeer(identity.Id)
        {
            Key = identity.PublicKey,
            Addresses = addresses,
            Protocols = ["/ipfs/ping/1.0.0", $"/number/{number}"],
            LastSeen = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000 + number),
            RecordSequence = (ulong)number,
            SignedRecord = PeerRecord.Seal(identity, (ulong)number, addresses).Encoding.ToArray(),
        };
    }
}
