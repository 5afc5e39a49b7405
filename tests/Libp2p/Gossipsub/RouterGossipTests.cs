using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>IHAVE, IWANT, IDONTWANT, promises; then what waits for peers.</summary>
public sealed class RouterGossipTests
{
    private const string Topic = RouterHarness.Topic;

    [Fact]
    public void Heartbeat_OffersMessagesOutsideTheMesh_ForThreeBeats()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(60);
        harness.Heartbeats();
        harness.Publish("x");
        harness.Clear();
        for (int beat = 0; beat < 3; beat++)
        {
            harness.Heartbeats();
            PeerId[] offered = [.. peers.Where(p => harness.Offers(p).Any())];
            offered.Length.ShouldBe(13, "a quarter of 52");
            offered.ShouldAllBe(p => !harness.Router.IsInMesh(Topic, p));
            harness.Clear();
        }

        harness.Heartbeats();
        peers.ShouldAllBe(p => !harness.Offers(p).Any());
    }

    [Fact]
    public void Offers_OfMoreThanIsRead_AreCutAtRandom()
    {
        RouterHarness harness = new(new GossipOptions { HaveIdsMax = 10, FloodPublish = false });
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(14);
        harness.Heartbeats();
        for (int i = 0; i < 100; i++)
        {
            harness.Publish($"{i}");
        }

        harness.Heartbeats();
        MessageId[][] offers = [.. peers.Select(p => harness.Offers(p).ToArray()).Where(o => o.Length > 0)];
        offers.Length.ShouldBe(6);
        offers.ShouldAllBe(o => o.Length == 10);
        offers.SelectMany(o => o).Distinct().Count().ShouldBeGreaterThan(30, "together they cover more");
    }

    [Fact]
    public void Offer_OfUnknownMessages_IsTakenUpWithinBounds()
    {
        RouterHarness harness = new(new GossipOptions { HaveIdsMax = 20, HaveMessagesMax = 3 });
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Say(peer, "known");
        harness.Receive(peer, Have(0, 15, "known"));
        harness.Wants(peer).Count().ShouldBe(15);
        harness.Wants(peer).ShouldNotContain(RouterHarness.Id("known"));
        harness.Receive(peer, Have(100, 15));
        harness.Wants(peer).Count().ShouldBe(20, "ids between two heartbeats");
        harness.Heartbeats();
        harness.Clear();
        for (int i = 0; i < 5; i++)
        {
            harness.Receive(peer, Have(1000 + i, 1));
        }

        harness.Wants(peer).Count().ShouldBe(3, "offers between two heartbeats");
    }

    [Fact]
    public void Offer_OfATopicWeDoNotFollowOrOfABadPeer_IsNotTakenUp()
    {
        double score = 0;
        RouterHarness harness = new(new GossipOptions { Score = new ScoreOptions { ApplicationScore = _ => score } });
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Receive(peer, new() { Have = [new("other", [new MessageId([1])])] });
        score = -11;
        harness.Heartbeats();
        harness.Receive(peer, Have(0, 1));
        harness.Wants(peer).ShouldBeEmpty();
    }

    [Fact]
    public void Promise_ThatIsBroken_CostsAPoint_AndOneThatAnybodyKeepsDoesNot()
    {
        RouterHarness harness = new(new GossipOptions { Score = new ScoreOptions { BehaviourThreshold = 0, BehaviourWeight = -1, BehaviourDecay = 0.999999 } });
        harness.Subscribe();
        PeerId liar = harness.Add(1);
        PeerId slow = harness.Add(2);
        PeerId helper = harness.Add(3);
        harness.Receive(liar, Have(0, 50));
        harness.Receive(slow, new() { Have = [new(Topic, [RouterHarness.Id("late")])] });
        harness.Say(helper, "late");
        harness.Heartbeats(2);
        harness.Router.Score(liar).ShouldBe(0, "it has three seconds");
        harness.Heartbeats(2);
        harness.Router.Score(liar).ShouldBe(-1, 0.001, "one of each request");
        harness.Router.Score(slow).ShouldBe(0);
        harness.Count(GossipTraceKind.PromiseBroken).ShouldBe(1);
    }

    [Fact]
    public void Request_IsAnsweredThreeTimesAPeer()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId one = harness.Add(1);
        PeerId two = harness.Add(2);
        harness.Say(one, "x");
        for (int i = 0; i < 10; i++)
        {
            harness.Receive(two, new() { Want = [RouterHarness.Id("x"), RouterHarness.Id("unknown")] });
        }

        harness.Messages(two).Count().ShouldBe(3);
        harness.Receive(one, new() { Want = [RouterHarness.Id("x"), RouterHarness.Id("x")] });
        harness.Messages(one).Count().ShouldBe(2);
        harness.Heartbeats(6);
        harness.Clear();
        harness.Receive(one, new() { Want = [RouterHarness.Id("x")] });
        harness.Messages(one).ShouldBeEmpty("too old");
    }

    [Fact]
    public void Request_OfAPeerBelowTheGossipThreshold_IsNotAnswered()
    {
        double score = 0;
        RouterHarness harness = new(new GossipOptions { Score = new ScoreOptions { ApplicationScore = _ => score } });
        harness.Subscribe();
        PeerId peer = harness.Add(1);
        harness.Say(peer, "x");
        score = -11;
        harness.Heartbeats();
        harness.Receive(peer, new() { Want = [RouterHarness.Id("x")] });
        harness.Messages(peer).ShouldBeEmpty();
    }

    [Fact]
    public void DontWant_HoldsForThreeBeats_AndKeepsBackWhatWaits()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId one = harness.Add(1);
        PeerId two = harness.Add(2);
        harness.Graft(two);
        harness.Receive(two, new() { DontWant = [RouterHarness.Id("x"), RouterHarness.Id("later")] });
        harness.Say(one, "x");
        harness.Receive(two, new() { Want = [RouterHarness.Id("x")] });
        harness.Messages(two).ShouldBeEmpty();
        harness.Heartbeats(3);
        harness.Say(one, "later");
        harness.Messages(two).Count().ShouldBe(1);

        harness.Router.Receive(one, new() { Messages = [RouterHarness.Message("waits")] }, harness.Now);
        harness.Router.Receive(two, new() { DontWant = [RouterHarness.Id("waits")] }, harness.Now);
        harness.Receive(one, new());
        harness.Messages(two).Count().ShouldBe(1, "it was still in the queue");
    }

    [Fact]
    public void DontWant_PastTheBound_IsNotHeard()
    {
        RouterHarness harness = new(new GossipOptions { DontWantIdsMax = 10 });
        harness.Subscribe();
        PeerId one = harness.Add(1);
        PeerId two = harness.Add(2);
        harness.Graft(two);
        MessageId[] ids = [.. Enumerable.Range(0, 20).Select(i => RouterHarness.Id($"{i}"))];
        harness.Receive(two, new() { DontWant = ids[..6] });
        harness.Receive(two, new() { DontWant = ids[6..] });
        for (int i = 0; i < 20; i++)
        {
            harness.Say(one, $"{i}");
        }

        harness.Messages(two).Count().ShouldBe(10);
    }

    [Fact]
    public void Queue_OfASlowPeer_DropsGossipFirst_ThenMessagesOfOthers_NeverMoreThanItsBytes()
    {
        GossipOptions options = new() { QueueBytesMax = 1 << 20, QueueForwardMax = 1000, QueueGossipMax = 4, QueueControlMax = 3 };
        SendQueue queue = new(options);
        GossipRpc Rpc(int bytes) => new() { Messages = [RouterHarness.Message(new string('x', bytes))] };
        queue.Add(Rpc(1000), SendClass.Gossip, null).Total.ShouldBe(0);
        queue.Add(Rpc(500_000), SendClass.Forward, null).Total.ShouldBe(0);
        queue.Add(Rpc(540_000), SendClass.Forward, null).ShouldBe(new SendDrops(0, 0, 0));
        queue.Add(Rpc(20_000), SendClass.Forward, null).ShouldBe(new SendDrops(0, 1, 1), "gossip gives way, and still it does not fit");
        queue.Add(Rpc(20_000), SendClass.Control, null).ShouldBe(new SendDrops(0, 1, 0), "the oldest of the others' messages gives way");
        queue.Bytes.ShouldBeLessThan(1 << 20);
        queue.Add(Rpc(10), SendClass.Gossip, null);
        queue.Add(Rpc(11), SendClass.Control, null);
        queue.Add(Rpc(12), SendClass.Control, null);
        queue.Add(Rpc(13), SendClass.Control, null).ShouldBe(new SendDrops(1, 0, 0));
        int[] order = [.. Enumerable.Range(0, 5).Select(_ => queue.TryTake(_ => true, out GossipRpc? rpc) ? rpc!.Messages[0].Data.Length : 0)];
        order.ShouldBe([20_000, 11, 12, 540_000, 10]);
        (queue.IsEmpty, queue.Bytes).ShouldBe((true, 0));
    }

    [Fact]
    public void Peer_ThatTakesNothing_PaysAndIsGivenUpInTheEnd()
    {
        GossipOptions options = new() { FloodPublish = false, QueueForwardMax = 4, QueueControlMax = 4, Score = new ScoreOptions { SlowPeerThreshold = 1, SlowPeerWeight = -1 } };
        GossipRouter router = new(options, new GossipSelf(RouterHarness.Peer(0), null, 0, 1), null);
        router.Subscribe(Topic, new TopicSubscription(null, null, false), TimeSpan.Zero);
        PeerId slow = RouterHarness.Peer(1);
        PeerId other = RouterHarness.Peer(2);
        router.AddPeer(slow, GossipVersion.V12, false, null, TimeSpan.Zero);
        router.AddPeer(other, GossipVersion.V12, false, null, TimeSpan.Zero);
        router.Receive(slow, new() { Graft = [Topic] }, TimeSpan.Zero);
        for (int i = 0; i < 10; i++)
        {
            router.Receive(other, new() { Messages = [RouterHarness.Message($"{i}")] }, TimeSpan.Zero);
        }

        router.Score(slow).ShouldBe(-5, "six were dropped, one is free");
        List<GossipCommand> commands = Take(router);
        commands.OfType<GossipCommand.Send>().Count(s => s.Peer == slow).ShouldBe(1, "woken once, while nothing is taken");
        commands.ShouldNotContain(c => c is GossipCommand.Close);
        for (int i = 0; i < 5; i++)
        {
            router.Publish(Topic, new byte[] { (byte)i }, TimeSpan.Zero);
        }

        Take(router).ShouldNotContain(c => c is GossipCommand.Close, "a burst of our own is our own fault");
        for (int i = 0; i < 5; i++)
        {
            router.Subscribe($"{i}", new TopicSubscription(null, null, false), TimeSpan.Zero);
        }

        Take(router).ShouldContain(new GossipCommand.Close(slow));
    }

    private static List<GossipCommand> Take(GossipRouter router)
    {
        List<GossipCommand> commands = [];
        while (router.TryTakeCommand(out GossipCommand? command))
        {
            commands.Add(command);
        }

        return commands;
    }

    private static GossipRpc Have(int first, int count, params string[] texts) => new()
    {
        Have = [new(Topic, [.. Enumerable.Range(first, count).Select(i => new MessageId(BitConverter.GetBytes(i))), .. texts.Select(t => RouterHarness.Id(t))])],
    };
}
