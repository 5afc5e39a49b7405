using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>Meshes: heartbeat, GRAFT, PRUNE, back-off, peer exchange, bounds of what peers make us remember.</summary>
public sealed class RouterMeshTests
{
    private const string Topic = RouterHarness.Topic;

    // Scores are what the test says.
    private readonly Dictionary<PeerId, double> _application = [];

    [Fact]
    public void Heartbeat_OfAThinMesh_GraftsUpToItsSize()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(30);
        _application[peers[0]] = -1;
        harness.Heartbeats();
        harness.Router.Mesh(Topic).Count.ShouldBe(8);
        harness.Router.Mesh(Topic).ShouldAllBe(p => harness.Grafts(p).Single() == Topic);
        harness.Router.IsInMesh(Topic, peers[0]).ShouldBeFalse();
        harness.Router.RemovePeer(harness.Router.Mesh(Topic)[0], harness.Now);
        harness.Router.RemovePeer(harness.Router.Mesh(Topic)[0], harness.Now);
        harness.Heartbeats();
        harness.Router.Mesh(Topic).Count.ShouldBe(6, "enough");
        harness.Router.RemovePeer(harness.Router.Mesh(Topic)[0], harness.Now);
        harness.Heartbeats();
        harness.Router.Mesh(Topic).Count.ShouldBe(8);
    }

    [Fact]
    public void Heartbeat_OfAFullMesh_PrunesToItsSizeAndKeepsTheBestAndOutboundOnes()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId[] inbound = harness.AddMany(12);
        PeerId[] outbound = harness.AddMany(8, first: 100, isOutbound: true);
        foreach (PeerId best in inbound[..5])
        {
            _application[best] = 5;
        }

        foreach (PeerId peer in (PeerId[])[.. inbound, .. outbound])
        {
            harness.Graft(peer);
        }

        harness.Router.Mesh(Topic).Count.ShouldBe(20, "those that we dialled are let in even into a full mesh");
        harness.Heartbeats();
        IReadOnlyList<PeerId> mesh = harness.Router.Mesh(Topic);
        mesh.Count.ShouldBe(8);
        inbound[..5].ShouldAllBe(p => mesh.Contains(p));
        mesh.Count(p => outbound.Contains(p)).ShouldBe(3);
        inbound.Concat(outbound).Except(mesh).ShouldAllBe(p => harness.Prunes(p).Single().BackoffSeconds == 60);
    }

    [Fact]
    public void Heartbeat_PrunesBadPeersWithoutNamingOthers()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(8);
        SetRecords(harness, peers);
        harness.Heartbeats();
        _application[peers[0]] = -1;
        harness.Heartbeats();
        harness.Router.IsInMesh(Topic, peers[0]).ShouldBeFalse();
        harness.Prunes(peers[0]).Single().Peers.ShouldBeEmpty();
    }

    [Fact]
    public void Heartbeat_OfAMeshThatOthersFilled_AddsPeersThatWeDialled()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        foreach (PeerId peer in harness.AddMany(10))
        {
            harness.Graft(peer);
        }

        PeerId[] outbound = harness.AddMany(5, first: 100, isOutbound: true);
        harness.Heartbeats();
        outbound.Count(p => harness.Router.IsInMesh(Topic, p)).ShouldBe(3);
    }

    [Fact]
    public void OpportunisticGraft_OfAPoorMesh_TakesInBetterPeersOnceAMinute()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        foreach (PeerId peer in harness.AddMany(8))
        {
            harness.Graft(peer);
        }

        PeerId[] better = harness.AddMany(5, first: 100);
        foreach (PeerId peer in better)
        {
            _application[peer] = 0.5;
        }

        harness.Heartbeats(59);
        better.Count(p => harness.Router.IsInMesh(Topic, p)).ShouldBe(0);
        harness.Heartbeats();
        better.Count(p => harness.Router.IsInMesh(Topic, p)).ShouldBe(2);
    }

    [Fact]
    public void Graft_OfATopicWeDoNotFollow_IsNotAnswered()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Graft(peer, "made up");
        harness.Prunes(peer).ShouldBeEmpty();
        harness.Router.TopicCount.ShouldBe(1);
    }

    [Fact]
    public void Graft_FromAPeerWithANegativeScore_IsRefusedWithoutNamingOthers()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        SetRecords(harness, harness.AddMany(3, first: 10));
        PeerId peer = harness.Add(1);
        _application[peer] = -0.5;
        harness.Heartbeats();
        harness.Graft(peer);
        harness.Prunes(peer).Single().Peers.ShouldBeEmpty();
        harness.Router.IsInMesh(Topic, peer).ShouldBeFalse();
    }

    [Fact]
    public void Graft_IntoAFullMesh_IsRefusedAndOthersAreNamed()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(13);
        SetRecords(harness, peers);
        foreach (PeerId peer in peers)
        {
            harness.Graft(peer);
        }

        PruneNotice notice = harness.Prunes(peers[12]).Single();
        notice.BackoffSeconds.ShouldBe(60UL);
        notice.Peers.Count.ShouldBe(12);
        notice.Peers.Count(p => p.Peer.Span.SequenceEqual(peers[12].Bytes)).ShouldBe(0);
        harness.Graft(peers[0]);
        harness.Prunes(peers[0]).ShouldBeEmpty("it is in already");
    }

    [Fact]
    public void Graft_DuringBackoff_CostsPointsTwiceIfSoon()
    {
        RouterHarness harness = Scored(new ScoreOptions { BehaviourThreshold = 0, BehaviourWeight = -1, BehaviourDecay = 0.999999 });
        harness.Subscribe();
        PeerId soon = harness.Add(1);
        PeerId later = harness.Add(2);
        harness.Prune(soon);
        harness.Prune(later);
        harness.Wait(5);
        harness.Graft(soon);
        harness.Wait(10);
        harness.Graft(later);
        harness.Router.Score(soon).ShouldBe(-4);
        harness.Router.Score(later).ShouldBe(-1);
        harness.Wait(50);
        harness.Graft(later);
        harness.Router.Score(later).ShouldBe(-4, 0.001, "the back-off began anew");
        harness.Prunes(later).Count().ShouldBe(2);
    }

    [Fact]
    public void Prune_KeepsUsAwayForAsLongAsAskedAndABeatMore()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Prune(peer, 5);
        harness.Heartbeats(5);
        harness.Grafts(peer).ShouldBeEmpty();
        harness.Heartbeats(2);
        harness.Grafts(peer).Count().ShouldBe(1);
        harness.Prune(peer);
        harness.Router.IsInMesh(Topic, peer).ShouldBeFalse();
        harness.Heartbeats(60);
        harness.Grafts(peer).Count().ShouldBe(1, "no time named is a minute");
        harness.Heartbeats(2);
        harness.Grafts(peer).Count().ShouldBe(2);
    }

    /// <summary>CVE-2026-33040 and CVE-2026-34219: back-offs that no clock holds.</summary>
    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) - 1)]
    [InlineData(922_337_203_685UL)]
    [InlineData(922_337_203_686UL)]
    [InlineData(uint.MaxValue)]
    public void Prune_WithABackoffThatNoClockHolds_IsClamped(ulong seconds)
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Prune(peer, seconds);
        harness.Heartbeats(3598);
        harness.Grafts(peer).ShouldBeEmpty();
        harness.Heartbeats(4);
        harness.Grafts(peer).Count().ShouldBe(1, "an hour is the most");
    }

    [Fact]
    public void Unsubscribe_PrunesForAShortWhile()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(3);
        harness.Heartbeats();
        harness.Router.Unsubscribe(Topic, harness.Now);
        harness.Heartbeats();
        foreach (PeerId peer in peers)
        {
            harness.Prunes(peer).Single().BackoffSeconds.ShouldBe(10UL);
            harness.Sent(peer).SelectMany(r => r.Subscriptions).Last().Subscribe.ShouldBeFalse();
        }

        harness.Clear();
        harness.Subscribe();
        harness.Heartbeats(5);
        peers.ShouldAllBe(p => !harness.Grafts(p).Any());
        harness.Heartbeats(10);
        peers.ShouldAllBe(p => harness.Grafts(p).Count() == 1);
    }

    [Fact]
    public void PeersOfAPrune_AreTakenFromTrustedPeersOnlyAndWithRecordsOnly()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        PeerId trusted = harness.Add(1);
        PeerId common = harness.Add(2);
        _application[trusted] = 10;
        harness.Heartbeats();
        PeerInfo known = new(common.Bytes.ToArray(), new byte[] { 1 });
        PeerInfo bare = new(RouterHarness.Peer(50).Bytes.ToArray(), default);
        PeerInfo[] infos = [known, bare, .. Enumerable.Range(100, 40).Select(i => new PeerInfo(RouterHarness.Peer(i).Bytes.ToArray(), new byte[] { 1 }))];
        harness.Prune(common, 60, infos);
        harness.Commands.OfType<GossipCommand.Connect>().ShouldBeEmpty();
        harness.Prune(trusted, 60, infos[..16]);
        harness.Prune(trusted, 60, infos[16..32]);
        harness.Commands.OfType<GossipCommand.Connect>().Count().ShouldBe(16, "so many between two heartbeats");
        harness.Commands.OfType<GossipCommand.Connect>().ShouldAllBe(c => c.Peer != common && c.Peer != RouterHarness.Peer(50));
    }

    [Fact]
    public void OldPeer_IsPrunedWithoutBackoffAndPeers()
    {
        RouterHarness harness = Scored();
        harness.Subscribe();
        SetRecords(harness, harness.AddMany(3, first: 10));
        PeerId old = harness.Add(1, version: GossipVersion.V10);
        harness.Graft(old);
        harness.Router.Unsubscribe(Topic, harness.Now);
        harness.Heartbeats();
        PruneNotice notice = harness.Prunes(old).Single();
        (notice.BackoffSeconds, notice.Peers.Count).ShouldBe((0UL, 0));
    }

    /// <summary>CVE-2026-46679: peers that follow ever more topics.</summary>
    [Fact]
    public void Subscriptions_PastTheBound_AreNotRememberedAndEmptyTopicsAreFreed()
    {
        RouterHarness harness = Scored();
        PeerId peer = RouterHarness.Peer(1);
        harness.Router.AddPeer(peer, GossipVersion.V12, false, null, harness.Now);
        for (int i = 0; i < 200; i++)
        {
            harness.Receive(peer, new() { Subscriptions = [.. Enumerable.Range(0, 100).Select(t => new SubscriptionChange($"{i}-{t}", true))] });
        }

        harness.Router.TopicCount.ShouldBe(100);
        for (int i = 0; i < 1000; i++)
        {
            harness.Receive(peer, new() { Subscriptions = [new($"0-{i % 100}", false), new($"0-{i % 100}", true)] });
        }

        harness.Router.TopicCount.ShouldBe(100);
        harness.Receive(peer, new() { Subscriptions = [.. Enumerable.Range(0, 100).Select(t => new SubscriptionChange($"0-{t}", false))] });
        harness.Router.TopicCount.ShouldBe(0);
        harness.Receive(peer, new() { Subscriptions = [new("a", true)] });
        harness.Router.RemovePeer(peer, harness.Now);
        harness.Router.TopicCount.ShouldBe(0);
    }

    [Fact]
    public void TopicFilter_KeepsTopicsOfOthersOut()
    {
        RouterHarness harness = new(new GossipOptions { TopicFilter = t => t.StartsWith("ours/", StringComparison.Ordinal) });
        harness.Add(1, topics: ["ours/a", "theirs/a"]);
        harness.Router.TopicCount.ShouldBe(1);
    }

    [Fact]
    public void Backoffs_AreBounded()
    {
        BackoffTable table = new(4);
        for (int i = 0; i < 10; i++)
        {
            table.Add(RouterHarness.Peer(i), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }

        table.Count.ShouldBe(4);
        table.Add(RouterHarness.Peer(9), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        table.IsActive(RouterHarness.Peer(9), TimeSpan.FromSeconds(9), out _).ShouldBeTrue("never shorter");
        table.Expire(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(1));
        table.Count.ShouldBe(0);
        table.Add(RouterHarness.Peer(9), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
        table.Count.ShouldBe(1);
    }

    [Fact]
    public void Bootstrapper_WithoutMesh_NamesOthersToWhoeverComes()
    {
        RouterHarness harness = new(new GossipOptions { MeshSize = 0, MeshSizeMin = 0, MeshSizeMax = 0, MeshBest = 0, MeshOutbound = 0 });
        harness.Subscribe();
        PeerId[] peers = [.. harness.AddMany(5), .. harness.AddMany(5, first: 20, isOutbound: true)];
        SetRecords(harness, peers);
        foreach (PeerId peer in peers)
        {
            harness.Graft(peer);
        }

        harness.Heartbeats();
        harness.Router.Mesh(Topic).ShouldBeEmpty();
        peers.ShouldAllBe(p => harness.Prunes(p).Single().Peers.Count == 9);
    }

    private static void SetRecords(RouterHarness harness, IEnumerable<PeerId> peers)
    {
        foreach (PeerId peer in peers)
        {
            harness.Router.SetRecord(peer, new byte[] { 1, 2, 3 });
        }
    }

    private RouterHarness Scored(ScoreOptions? score = null) => new(new GossipOptions
    {
        FloodPublish = false,
        Score = (score ?? new ScoreOptions()) with { ApplicationScore = p => _application.GetValueOrDefault(p) },
    });
}
