using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Kademlia;

namespace P2PProver.Libp2p.Tests.Kademlia;

public sealed class RoutingTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PeerId Self = KadSamples.NewPeer();

    [Fact]
    public void Closest_AmongMany_IsTheSameAsByBruteForce()
    {
        RoutingTable table = new(Self, new KadOptions { BucketSize = 1000, PeersPerGroupMax = 1000, TablePeersPerGroupMax = 1000 });
        KadPeer[] peers = [.. Enumerable.Range(0, 100).Select(i => KadSamples.At($"8.8.{i}.1"))];
        foreach (KadPeer peer in peers)
        {
            table.Offer(peer, Now).ShouldBe(TableOutcome.Added);
        }

        KadKey target = KadKey.Of("anything"u8);
        PeerId[] expected = [.. peers.OrderBy(p => Convert.ToHexString(Distance(target, p.Peer)), StringComparer.Ordinal).Take(20).Select(p => p.Peer)];
        table.Closest(target, 20).Select(p => p.Peer).ShouldBe(expected);
    }

    [Fact]
    public void Offer_FromOneNeighbourhood_EndsAtItsBounds()
    {
        RoutingTable table = new(Self, new KadOptions { TablePeersPerGroupMax = 5 });
        TableOutcome[] outcomes = [.. Enumerable.Range(0, 200).Select(i => table.Offer(KadSamples.At($"8.8.8.{i}"), Now))];
        table.Count.ShouldBe(5);
        outcomes.Count(o => o == TableOutcome.TooManyNeighbours).ShouldBe(195);
        table.Offer(KadSamples.At("9.9.9.9"), Now).ShouldBe(TableOutcome.Added);
        foreach (KadPeer[] bucket in table.Closest(KadKey.Of(Self), 100).Where(p => p.Addresses[0].ToString().StartsWith("/ip4/8.8.8.", StringComparison.Ordinal))
            .GroupBy(p => KadKey.Of(Self).CommonPrefix(p.Key)).Select(g => g.ToArray()))
        {
            bucket.Length.ShouldBeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public void Offer_ToAFullBucket_NeedsAnIdlePeerInIt()
    {
        RoutingTable table = new(Self, new KadOptions { BucketSize = 3 });
        KadPeer[] peers = [.. Enumerable.Range(0, 200).Select(i => KadSamples.At($"8.{i}.8.1")).Where(p => KadKey.Of(Self).CommonPrefix(p.Key) == 0).Take(5)];
        foreach (KadPeer peer in peers[..3])
        {
            table.Offer(peer, Now).ShouldBe(TableOutcome.Added);
        }

        table.Offer(peers[3], Now.AddMinutes(20)).ShouldBe(TableOutcome.BucketFull, "a flood of new peers does not displace old ones");
        table.OnUseful(peers[0].Peer, Now.AddMinutes(20));
        table.OnUseful(peers[1].Peer, Now.AddMinutes(20));
        table.Offer(peers[3], Now.AddMinutes(26)).ShouldBe(TableOutcome.Added);
        table.Closest(peers[2].Key, 1)[0].Peer.ShouldNotBe(peers[2].Peer);
        table.Remove(peers[0].Peer).ShouldBeTrue();
        table.Remove(peers[0].Peer).ShouldBeFalse();
        table.Offer(peers[4], Now.AddMinutes(26)).ShouldBe(TableOutcome.Added);
    }

    [Fact]
    public void Offer_OfAddresses_TakesThoseThatCount()
    {
        RoutingTable strict = new(Self, new KadOptions());
        strict.Offer(KadSamples.At("10.0.0.1"), Now).ShouldBe(TableOutcome.NoAddress);
        strict.Offer(new KadPeer(Self, [Multiaddr.Parse("/ip4/8.8.8.8/tcp/1")]), Now).ShouldBe(TableOutcome.Self);
        KadPeer mixed = new(KadSamples.NewPeer(), [Multiaddr.Parse("/ip4/127.0.0.1/tcp/1"), Multiaddr.Parse("/ip4/8.8.8.8/udp/1"), Multiaddr.Parse("/dns4/a.example/tcp/1")]);
        strict.Offer(mixed, Now).ShouldBe(TableOutcome.Added);
        strict.Closest(mixed.Key, 1)[0].Addresses.ShouldBe([Multiaddr.Parse("/dns4/a.example/tcp/1")]);
        strict.Offer(new KadPeer(mixed.Peer, [Multiaddr.Parse("/ip4/9.9.9.9/tcp/1")]), Now).ShouldBe(TableOutcome.Updated);
        strict.Count.ShouldBe(1);
        RoutingTable local = new(Self, new KadOptions { AllowPrivateAddresses = true });
        for (int i = 0; i < 10; i++)
        {
            local.Offer(KadSamples.At("127.0.0.1"), Now).ShouldBe(TableOutcome.Added, "private addresses form no neighbourhood");
        }
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("10.1.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.1.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("2002::1", false)]
    public void AddressScope_OfAnAddress_IsWhatTheRegistriesSay(string text, bool isPublic) => AddressScope.IsPublic(IPAddress.Parse(text)).ShouldBe(isPublic);

    [Fact]
    public void AddressScope_Groups_AreSlash24AndSlash48()
    {
        AddressScope.GroupOf(IPAddress.Parse("8.8.8.8")).ShouldBe(AddressScope.GroupOf(IPAddress.Parse("::ffff:8.8.8.1")));
        AddressScope.GroupOf(IPAddress.Parse("8.8.8.8")).ShouldNotBe(AddressScope.GroupOf(IPAddress.Parse("8.8.9.8")));
        AddressScope.GroupOf(IPAddress.Parse("2606:4700:1:2::1")).ShouldBe(AddressScope.GroupOf(IPAddress.Parse("2606:4700:1:3::9")));
    }

    private static byte[] Distance(KadKey target, PeerId peer)
    {
        target.ShouldNotBeNull();
        byte[] from = System.Security.Cryptography.SHA256.HashData("anything"u8);
        byte[] to = System.Security.Cryptography.SHA256.HashData(peer.Bytes);
        return [.. from.Zip(to, (a, b) => (byte)(a ^ b))];
    }
}
