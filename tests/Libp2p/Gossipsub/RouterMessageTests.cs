using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>Messages: what is looked at in which order, verdicts, who gets a copy, and what is remembered.</summary>
public sealed class RouterMessageTests
{
    private const string Topic = RouterHarness.Topic;

    private static readonly TopicScoreOptions Strict = new() { InvalidMessagesWeight = -1, FirstDeliveriesWeight = 1 };

    [Fact]
    public void FirstRpc_ToAPeer_HoldsAllSubscriptions()
    {
        RouterHarness harness = new();
        harness.Subscribe(topic: "a");
        harness.Subscribe(topic: "b");
        PeerId peer = harness.Add(1, topics: "c");
        harness.Sent(peer)[0].Subscriptions.ShouldBe([new("a", true), new("b", true)]);
        harness.Router.AddPeer(peer, GossipVersion.V10, false, null, harness.Now);
        harness.Receive(peer, new());
        harness.Sent(peer)[1].Subscriptions.Count.ShouldBe(2, "a stream that was opened anew is told again");
        harness.Router.Followers("c").ShouldBe([peer]);
    }

    [Fact]
    public void Message_FromAMeshPeer_GoesToTheOthersOnceAndToTheApplication()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(4);
        foreach (PeerId peer in peers[..3])
        {
            harness.Graft(peer);
        }

        harness.Say(peers[0], "x");
        harness.Say(peers[1], "x");
        harness.Messages(peers[0]).ShouldBeEmpty();
        harness.Messages(peers[1]).Count().ShouldBe(1);
        harness.Messages(peers[2]).Count().ShouldBe(1);
        harness.Messages(peers[3]).ShouldBeEmpty("not in the mesh");
        harness.Delivered.ShouldHaveSingleItem().Id.ShouldBe(RouterHarness.Id("x"));
        harness.Count(GossipTraceKind.Duplicate).ShouldBe(1);
    }

    [Fact]
    public void Message_OfATopicWeDoNotFollow_IsNothingToUs()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId peer = harness.Add(1, topics: [Topic, "other"]);
        harness.Say(peer, "x", "other");
        harness.Router.SeenCount.ShouldBe(0);
        harness.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public void Message_WithASignatureUnderStrictNoSign_IsBlamedOnItsSender()
    {
        RouterHarness harness = new();
        harness.Subscribe(Strict);
        PeerId peer = harness.Add(1);
        harness.Receive(peer, new() { Messages = [new() { Topic = Topic, Data = new byte[1], Signature = Array.Empty<byte>() }] });
        harness.Receive(peer, new() { Messages = [new() { Topic = Topic, Data = new byte[harness.Options.MessageBytesMax + 1] }] });
        harness.Router.Score(peer).ShouldBe(-4);
        harness.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public void Verdicts_OfAValidator_DecideOnDeliveryAndBlame()
    {
        RouterHarness harness = new();
        harness.Subscribe(Strict, validates: true);
        PeerId[] peers = harness.AddMany(4);
        harness.Graft(peers[3]);
        harness.Say(peers[0], "good");
        harness.Say(peers[1], "odd");
        harness.Say(peers[2], "bad");
        harness.Say(peers[3], "bad");
        harness.Messages(peers[3]).ShouldBeEmpty("nothing is passed on before the verdict");
        GossipCommand.Validate[] work = [.. harness.ToValidate];
        work.Length.ShouldBe(3);
        harness.Complete(work[0], GossipVerdict.Accept);
        harness.Complete(work[1], GossipVerdict.Ignore);
        harness.Complete(work[2], GossipVerdict.Reject);
        peers.Select(harness.Router.Score).ShouldBe([1, 0, -1, -1], "the one who sent a copy meanwhile is to blame too");
        harness.Messages(peers[3]).Count().ShouldBe(1);
        harness.Delivered.Count().ShouldBe(1);

        harness.Say(peers[0], "bad");
        harness.Router.Score(peers[0]).ShouldBe(0, "who sends later what was rejected pays too");
        harness.Complete(work[2], GossipVerdict.Accept);
        harness.Delivered.Count().ShouldBe(1, "a verdict is final");
    }

    [Fact]
    public void Gate_ThatRefuses_SparesTheValidator()
    {
        RouterHarness harness = new();
        harness.Subscribe(Strict, gate: (message, _) => message.Data.Length > 3 ? GossipVerdict.Reject : GossipVerdict.Accept, validates: true);
        PeerId peer = harness.Add(1);
        harness.Say(peer, "long");
        harness.ToValidate.ShouldBeEmpty();
        harness.Router.Score(peer).ShouldBe(-1);
        harness.Say(peer, "ok");
        harness.ToValidate.Count().ShouldBe(1);
    }

    [Fact]
    public void Validations_PastTheBounds_AreDroppedAndMayComeAgain()
    {
        RouterHarness harness = new(new GossipOptions { ValidationsMax = 5, ValidationsPerPeerMax = 3 });
        harness.Subscribe(Strict, validates: true);
        PeerId one = harness.Add(1);
        PeerId two = harness.Add(2);
        for (int i = 0; i < 10; i++)
        {
            harness.Say(one, $"one {i}");
            harness.Say(two, $"two {i}");
        }

        harness.ToValidate.Count(v => v.Sender == one).ShouldBe(3);
        harness.ToValidate.Count().ShouldBe(5);
        harness.Router.Score(one).ShouldBe(0, "being busy is our fault");
        foreach (GossipCommand.Validate work in harness.ToValidate.ToArray())
        {
            harness.Complete(work, GossipVerdict.Accept);
        }

        harness.Say(one, "one 9");
        harness.ToValidate.Count().ShouldBe(6);
    }

    [Fact]
    public void Graylisted_Peer_IsHeardAboutSubscriptionsOnly()
    {
        RouterHarness harness = new();
        harness.Subscribe(Strict with { InvalidMessagesWeight = -100 }, gate: (_, _) => GossipVerdict.Reject);
        PeerId peer = harness.Add(1);
        harness.Say(peer, "bad");
        harness.Router.Score(peer).ShouldBe(-100);
        harness.Say(peer, "worse");
        harness.Router.Score(peer).ShouldBe(-100, "not even looked at");
        harness.Receive(peer, new() { Subscriptions = [new(Topic, false)] });
        harness.Router.Followers(Topic).ShouldBeEmpty();
    }

    [Fact]
    public void DirectPeer_WhateverItsScore_IsHeardAndGetsEverything()
    {
        GossipOptions options = new()
        {
            DirectPeers = new Dictionary<PeerId, IReadOnlyList<Libp2p.Addresses.Multiaddr>> { [RouterHarness.Peer(1)] = [] },
            DirectConnectTicks = 4,
        };
        RouterHarness harness = new(options);
        harness.Heartbeats();
        harness.Commands.OfType<GossipCommand.Connect>().ShouldHaveSingleItem().Peer.ShouldBe(RouterHarness.Peer(1));
        harness.Subscribe(Strict with { InvalidMessagesWeight = -100 }, gate: (m, _) => m.Data.Length == 0 ? GossipVerdict.Reject : GossipVerdict.Accept);
        PeerId direct = harness.Add(1);
        PeerId other = harness.Add(2);
        harness.Say(direct, "");
        harness.Say(direct, "x");
        harness.Say(other, "y");
        harness.Delivered.Count().ShouldBe(2);
        harness.Messages(direct).Count().ShouldBe(1);
        harness.Graft(direct);
        harness.Prunes(direct).Count().ShouldBe(1, "direct peers are never in a mesh");
        harness.Heartbeats(8);
        harness.Router.Mesh(Topic).ShouldBe([other]);
        harness.Commands.OfType<GossipCommand.Connect>().Count().ShouldBe(1, "it is there");
    }

    [Fact]
    public void LargeMessage_OnFirstSight_IsDeclinedAtMeshPeersThatUnderstand()
    {
        RouterHarness harness = new();
        harness.Subscribe(validates: true);
        PeerId sender = harness.Add(1);
        PeerId modern = harness.Add(2);
        PeerId old = harness.Add(3, version: GossipVersion.V11);
        PeerId outside = harness.Add(4);
        foreach (PeerId peer in (PeerId[])[sender, modern, old])
        {
            harness.Graft(peer);
        }

        harness.Say(sender, "small");
        string large = new('x', harness.Options.DontWantBytesMin);
        harness.Say(sender, large);
        harness.Sent(modern).SelectMany(r => r.DontWant).ShouldBe([RouterHarness.Id(large)]);
        harness.ToValidate.Count().ShouldBe(2, "no verdict yet");
        foreach (PeerId peer in (PeerId[])[sender, old, outside])
        {
            harness.Sent(peer).SelectMany(r => r.DontWant).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Publish_OfOwnMessage_GoesToTheMeshOrToAllOrIsRefused()
    {
        RouterHarness harness = new();
        harness.Publish("nobody").Status.ShouldBe(GossipPublishStatus.Kept);
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(20);
        harness.Heartbeats();
        harness.Publish("x").Peers.ShouldBe(8);
        harness.Publish("x").Status.ShouldBe(GossipPublishStatus.Duplicate);
        harness.Router.Publish(Topic, new byte[harness.Options.MessageBytesMax + 1], harness.Now).Status.ShouldBe(GossipPublishStatus.TooLong);
        peers.Count(p => harness.Messages(p).Any()).ShouldBe(8);

        RouterHarness flooding = new(new GossipOptions());
        flooding.Subscribe(Strict with { InvalidMessagesWeight = -60 }, gate: (_, _) => GossipVerdict.Reject);
        peers = flooding.AddMany(20);
        flooding.Heartbeats();
        flooding.Say(peers[0], "bad");
        flooding.Publish("x").Peers.ShouldBe(19, "all but the one below the threshold");
        flooding.Publish(new string('x', 5000)).Peers.ShouldBe(flooding.Router.Mesh(Topic).Count, "too large for a flood");
    }

    [Fact]
    public void Publish_ToATopicWeDoNotFollow_UsesTheSamePeersForAWhile()
    {
        RouterHarness harness = new();
        PeerId[] peers = harness.AddMany(20);
        harness.Publish("x").Peers.ShouldBe(8);
        IReadOnlyList<PeerId> fanout = harness.Router.Fanout(Topic);
        harness.Publish("y");
        peers.Where(p => harness.Messages(p).Count() == 2).ShouldBe(fanout, ignoreOrder: true);
        harness.Router.RemovePeer(fanout[0], harness.Now);
        harness.Heartbeats();
        harness.Router.Fanout(Topic).Count.ShouldBe(8);
        peers.ShouldContain(p => harness.Offers(p).Any(), "others are offered what was published");
        harness.Heartbeats(60);
        harness.Router.Fanout(Topic).ShouldBeEmpty();
    }

    [Fact]
    public void Subscribe_AfterPublishing_MakesTheMeshOfTheSamePeers()
    {
        RouterHarness harness = new();
        harness.AddMany(20);
        harness.Publish("x");
        IReadOnlyList<PeerId> fanout = harness.Router.Fanout(Topic);
        harness.Subscribe();
        harness.Router.Mesh(Topic).ShouldBe(fanout, ignoreOrder: true);
        fanout.ShouldAllBe(p => harness.Grafts(p).Any());
    }

    [Fact]
    public void SeenIds_AreForgottenInTimeAndBounded()
    {
        SeenCache seen = new(TimeSpan.FromSeconds(10), 3);
        MessageId[] ids = [.. Enumerable.Range(0, 6).Select(i => new MessageId([(byte)i]))];
        seen.Add(ids[0], TimeSpan.FromSeconds(0));
        seen.Add(ids[1], TimeSpan.FromSeconds(1));
        seen.TryTouch(ids[0], TimeSpan.FromSeconds(5), out _).ShouldBeTrue();
        seen.Expire(TimeSpan.FromSeconds(12));
        (seen.Contains(ids[0]), seen.Contains(ids[1])).ShouldBe((true, false), "it came again");
        seen.Add(ids[2], TimeSpan.FromSeconds(12));
        seen.Add(ids[3], TimeSpan.FromSeconds(12));
        seen.TryTouch(ids[0], TimeSpan.FromSeconds(13), out _);
        seen.Add(ids[4], TimeSpan.FromSeconds(13));
        seen.Count.ShouldBe(3);
        seen.Contains(ids[2]).ShouldBeFalse("the least recently used goes first");
        seen.Expire(TimeSpan.FromSeconds(40));
        seen.Count.ShouldBe(0);
        for (int i = 0; i < 100; i++)
        {
            seen.Add(new MessageId(BitConverter.GetBytes(1000 + i)), TimeSpan.FromSeconds(50));
            seen.TryTouch(new MessageId(BitConverter.GetBytes(1000 + i)), TimeSpan.FromSeconds(51), out _);
        }

        seen.Count.ShouldBe(3);
    }

    [Fact]
    public void Cache_KeepsWindowsAndBytes()
    {
        MessageCache cache = new(3, 2, 100);
        cache.Put(RouterHarness.Id("a"), RouterHarness.Message("a"));
        cache.Shift();
        cache.GossipIds(Topic).Count.ShouldBe(1);
        cache.Shift();
        cache.GossipIds(Topic).ShouldBeEmpty();
        cache.Take(RouterHarness.Id("a"), RouterHarness.Peer(1), out _).ShouldNotBeNull();
        cache.Shift();
        cache.Take(RouterHarness.Id("a"), RouterHarness.Peer(1), out _).ShouldBeNull();
        for (int i = 0; i < 10; i++)
        {
            cache.Put(RouterHarness.Id($"{i}"), RouterHarness.Message($"{i}{new string('x', 39)}"));
        }

        cache.Count.ShouldBe(2);
        cache.GossipIds(Topic).ShouldBe([RouterHarness.Id("8"), RouterHarness.Id("9")]);
    }
}
