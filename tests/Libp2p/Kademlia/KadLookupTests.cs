using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Kademlia;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Kademlia;

public sealed class KadLookupTests
{
    private static readonly PeerId Self = KadSamples.NewPeer();
    private static readonly KadKey Target = KadKey.Of("target"u8);

    [Fact]
    public void Lookup_OverAWholeNetwork_FindsTheClosest()
    {
        KadPeer[] network = [.. Enumerable.Range(0, 300).Select(i => KadSamples.At($"8.{i / 250}.{i % 250}.1"))];
        TestRandom random = new(11);

        // Each peer knows 30 others, the nearer to itself the likelier.
        Dictionary<PeerId, KadPeer[]> knows = network.ToDictionary(p => p.Peer, p => network.OrderBy(q => q, Comparer<KadPeer>.Create((a, b) => p.Key.CompareDistance(a.Key, b.Key)))
            .Where((q, i) => q != p && (i < 15 || random.Next(20) == 0)).ToArray());
        KadOptions options = new() { BucketSize = 10 };
        KadLookup lookup = new(Target, Self, network[..3], options);
        int asked = Drive(lookup, peer => [.. knows[peer.Peer].OrderBy(q => q, Nearer).Take(options.BucketSize)]);
        lookup.IsFinished.ShouldBeTrue();
        lookup.Result.Select(p => p.Peer).ShouldBe(network.OrderBy(q => q, Nearer).Take(10).Select(p => p.Peer));
        asked.ShouldBeLessThan(60);
    }

    [Fact]
    public void Lookup_FedWithInventedPeers_StaysBounded()
    {
        KadOptions options = new() { BucketSize = 20, LookupPeersMax = 40 };
        KadLookup lookup = new(Target, Self, [KadSamples.At("8.8.8.8")], options);
        int asked = Drive(lookup, _ => [.. Enumerable.Range(0, 50).Select(i => KadSamples.At($"9.9.{i}.9")), new KadPeer(Self, [])]);
        asked.ShouldBeInRange(20, 40);
        lookup.Result.Count.ShouldBe(20);
        lookup.Find(Self).ShouldBeNull();
    }

    [Fact]
    public void Lookup_WhosePeersAllFail_EndsEmpty()
    {
        KadLookup lookup = new(Target, Self, Enumerable.Range(0, 10).Select(i => KadSamples.At($"8.8.{i}.8")), new KadOptions());
        int asked = 0;
        while (lookup.TryTakeNext() is KadPeer peer)
        {
            asked++;
            lookup.OnFailure(peer.Peer);
            lookup.OnAnswer(peer.Peer, [KadSamples.At("1.1.1.1")]);
        }

        asked.ShouldBe(10);
        lookup.IsFinished.ShouldBeTrue();
        lookup.Result.ShouldBeEmpty();
        new KadLookup(Target, Self, [], new KadOptions()).IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Lookup_AsksOnlySoManyAtOnce()
    {
        KadLookup lookup = new(Target, Self, Enumerable.Range(0, 10).Select(i => KadSamples.At($"8.8.{i}.8")), new KadOptions { Parallelism = 3 });
        KadPeer first = lookup.TryTakeNext().ShouldNotBeNull();
        lookup.TryTakeNext().ShouldNotBeNull();
        lookup.TryTakeNext().ShouldNotBeNull();
        lookup.TryTakeNext().ShouldBeNull();
        lookup.IsFinished.ShouldBeFalse();
        lookup.OnFailure(first.Peer);
        lookup.TryTakeNext().ShouldNotBeNull();
    }

    private static Comparer<KadPeer> Nearer => Comparer<KadPeer>.Create((a, b) => Target.CompareDistance(a.Key, b.Key));

    private static int Drive(KadLookup lookup, Func<KadPeer, KadPeer[]> answer)
    {
        int asked = 0;
        while (lookup.TryTakeNext() is KadPeer peer)
        {
            asked++;
            lookup.OnAnswer(peer.Peer, answer(peer));
        }

        return asked;
    }
}
