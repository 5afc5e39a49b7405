using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>
/// One attacker that speaks raw RPCs to one router: the eight attacks that the reference implementation tests itself with, then others. Each asks what the
/// attacker got, what it cost it, and whether an honest peer noticed.
/// </summary>
public sealed class GossipAttackTests
{
    private const string Topic = RouterHarness.Topic;

    [Fact]
    public void RequestSpam_ForOneMessage_IsAnsweredThreeTimes()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        harness.Publish("x");
        harness.Clear();
        for (int i = 0; i < 10_000; i++)
        {
            harness.Receive(attacker, new() { Want = [RouterHarness.Id("x")] });
        }

        harness.Messages(attacker).Count().ShouldBe(3);
        harness.Receive(attacker, new() { Want = [.. Enumerable.Repeat(RouterHarness.Id("x"), 5000)] });
        harness.Messages(attacker).Count().ShouldBe(3, "in one RPC neither");
        harness.Router.CachedCount.ShouldBe(1);
    }

    [Fact]
    public void OfferSpam_IsTakenUpWithinBoundsAndBreaksPromises()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        for (int i = 0; i < 100; i++)
        {
            harness.Receive(attacker, Have(i * 1000, 1000));
        }

        harness.Wants(attacker).Count().ShouldBe(5000);
        harness.Router.Score(attacker).ShouldBe(0);
        harness.Heartbeats();
        harness.Receive(attacker, new() { Have = [.. Enumerable.Range(0, 20).Select(i => Have(1_000_000 + (i * 10), 10).Have[0])] });
        for (int i = 0; i < 20; i++)
        {
            harness.Receive(attacker, Have(2_000_000 + i, 1));
        }

        harness.Wants(attacker).Count().ShouldBe(5000 + 200 + 9, "ten offers between two heartbeats");
        harness.Heartbeats(4);
        harness.Count(GossipTraceKind.PromiseBroken).ShouldBe(15, "one of each request");
        harness.Router.Score(attacker).ShouldBeLessThan(harness.Options.Thresholds.Graylist);
        harness.Clear();
        harness.Receive(attacker, Have(5_000_000, 10));
        harness.Wants(attacker).ShouldBeEmpty();
    }

    [Fact]
    public void GraftSpam_OfTopicsThatDoNotExist_GetsNothingAndLeavesNothing()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        for (int i = 0; i < 1000; i++)
        {
            harness.Receive(attacker, new() { Graft = [.. Enumerable.Range(0, 10).Select(t => $"{i}/{t}")], Prune = [new($"{i}", 60, [])] });
        }

        harness.Prunes(attacker).ShouldBeEmpty();
        harness.Router.TopicCount.ShouldBe(1);
        harness.Router.Score(attacker).ShouldBe(0);
    }

    [Fact]
    public void GraftSpam_DuringBackoff_EndsBelowTheGraylistThreshold()
    {
        RouterHarness harness = Harness(new ScoreOptions { BehaviourThreshold = 0, BehaviourWeight = -10, BehaviourDecay = 0.999 });
        PeerId attacker = harness.Add(1);
        harness.Graft(attacker);
        harness.Router.IsInMesh(Topic, attacker).ShouldBeTrue();
        harness.Prune(attacker);
        harness.Prunes(attacker).ShouldBeEmpty();
        harness.Wait(10.5);
        harness.Graft(attacker);
        double once = harness.Router.Score(attacker);
        once.ShouldBe(-10, "after the flood threshold one point");
        harness.Prunes(attacker).Count().ShouldBe(1);
        harness.Graft(attacker);
        harness.Router.Score(attacker).ShouldBe(-90, "two more, since the back-off began anew");
        harness.Prunes(attacker).Count().ShouldBe(2);
        harness.Wait(61);
        harness.Graft(attacker);
        harness.Prunes(attacker).Count().ShouldBe(2, "it is not heard any more");
        harness.Router.IsInMesh(Topic, attacker).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SignaturePolicy.StrictSign)]
    [InlineData(SignaturePolicy.StrictNoSign)]
    public void InvalidMessageSpam_EndsInThePruneOfItsSender(SignaturePolicy policy)
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        RouterHarness harness = new(new GossipOptions { SignaturePolicy = policy }, identity);
        harness.Subscribe(Counted);
        PeerId attacker = harness.Add(1);
        harness.Graft(attacker);
        for (int i = 0; i < 100; i++)
        {
            GossipMessage half = new() { Topic = Topic, Data = BitConverter.GetBytes(i), From = identity.Id.Bytes.ToArray(), Sequence = new byte[] { (byte)i } };
            harness.Receive(attacker, new() { Messages = [half] });
        }

        harness.Router.Score(attacker).ShouldBeLessThan(harness.Options.Thresholds.Graylist);
        harness.Count(GossipTraceKind.Rejected).ShouldBeGreaterThan(0);
        harness.Count(GossipTraceKind.Rejected).ShouldBeLessThan(10, "then it is not heard any more");
        harness.Heartbeats();
        harness.Prunes(attacker).Count().ShouldBe(1);
        harness.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public void DeclineSpam_PastTheBound_IsNotHeard_UntilTheNextHeartbeat()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        PeerId honest = harness.Add(2);
        harness.Graft(attacker);
        for (int i = 0; i <= harness.Options.DontWantIdsMax; i++)
        {
            harness.Receive(attacker, new() { DontWant = [RouterHarness.Id($"{i}")] });
        }

        harness.Say(honest, $"{harness.Options.DontWantIdsMax}");
        harness.Messages(attacker).Count().ShouldBe(1, "the one too many was not heard");
        harness.Heartbeats();
        harness.Receive(attacker, new() { DontWant = [RouterHarness.Id("again")] });
        harness.Say(honest, "again");
        harness.Messages(attacker).Count().ShouldBe(1, "it may decline again");
    }

    [Fact]
    public void DeclineSpam_InOneRpc_IsHeardUpToTheBound()
    {
        RouterHarness harness = new(new GossipOptions { DontWantIdsMax = 10, FloodPublish = false });
        harness.Subscribe();
        PeerId attacker = harness.Add(1);
        PeerId honest = harness.Add(2);
        harness.Graft(attacker);
        harness.Receive(attacker, new() { DontWant = [.. Enumerable.Range(0, 11).Select(i => RouterHarness.Id($"{i}"))] });
        harness.Say(honest, "9");
        harness.Messages(attacker).ShouldBeEmpty();
        harness.Say(honest, "10");
        harness.Messages(attacker).Count().ShouldBe(1);
    }

    [Fact]
    public void Declines_AreForgottenAfterThreeBeats_SoThatTheirSpamDoesNotPileUp()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        PeerId honest = harness.Add(2);
        harness.Graft(attacker);
        harness.Receive(attacker, new() { DontWant = [] });
        for (int beat = 0; beat < 50; beat++)
        {
            harness.Receive(attacker, new() { DontWant = [.. Enumerable.Range(0, 1000).Select(i => RouterHarness.Id($"{beat}/{i}"))] });
            harness.Heartbeats();
        }

        harness.Say(honest, "49/0");
        harness.Messages(attacker).ShouldBeEmpty();
        harness.Heartbeats(2);
        harness.Say(honest, "49/1");
        harness.Messages(attacker).Count().ShouldBe(1);
    }

    [Fact]
    public void DuplicateSpam_CostsNoCredit_AndEarnsNone()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        PeerId honest = harness.Add(2);
        harness.Graft(attacker);
        harness.Say(honest, "x");
        for (int i = 0; i < 1000; i++)
        {
            harness.Say(attacker, "x");
        }

        harness.Delivered.Count().ShouldBe(1);
        harness.Router.Score(attacker).ShouldBe(0);
        harness.Router.Score(honest).ShouldBeGreaterThan(0);
        harness.Router.SeenCount.ShouldBe(1);
    }

    [Fact]
    public void MessageSpam_OfValidRubbish_StaysWithinMemory()
    {
        GossipOptions options = new() { SeenMax = 1000, HistoryBytesMax = 100_000, FloodPublish = false };
        RouterHarness harness = new(options);
        harness.Subscribe();
        PeerId attacker = harness.Add(1);
        for (int i = 0; i < 5000; i++)
        {
            harness.Say(attacker, $"{i}{new string('x', 1000)}");
        }

        harness.Router.SeenCount.ShouldBe(1000);
        harness.Router.CachedCount.ShouldBeLessThan(101);
    }

    [Fact]
    public void MeshTakeover_ByInboundSybils_LeavesPeersThatWeDialled()
    {
        RouterHarness harness = Harness();
        PeerId[] dialled = harness.AddMany(4, first: 1000, isOutbound: true);
        PeerId[] sybils = harness.AddMany(200);
        for (int round = 0; round < 20; round++)
        {
            foreach (PeerId sybil in sybils)
            {
                harness.Graft(sybil);
            }

            harness.Heartbeats(5);
        }

        dialled.Count(p => harness.Router.IsInMesh(Topic, p)).ShouldBeGreaterThanOrEqualTo(3);
        harness.Router.Mesh(Topic).Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public void Sybils_OfOneAddress_AreAllGraylistedOnceTheyAreTooMany()
    {
        RouterHarness harness = Harness();
        PeerId[] sybils = [.. Enumerable.Range(1, 12).Select(i => harness.Add(i, address: "10.9.9.9"))];
        PeerId honest = harness.Add(100);
        sybils.ShouldAllBe(p => harness.Router.Score(p) < harness.Options.Thresholds.Graylist);
        harness.Say(sybils[0], "x");
        harness.Say(honest, "y");
        harness.Delivered.ShouldHaveSingleItem().Sender.ShouldBe(honest);
    }

    [Fact]
    public void BadPeer_ThatComesBack_IsStillBad()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        for (int i = 0; i < 5; i++)
        {
            harness.Receive(attacker, new() { Messages = [new() { Topic = Topic, Key = new byte[1] }] });
        }

        double score = harness.Router.Score(attacker);
        score.ShouldBeLessThan(-80);
        for (int i = 0; i < 10; i++)
        {
            harness.Router.RemovePeer(attacker, harness.Now);
            harness.Add(1);
        }

        harness.Router.Score(attacker).ShouldBe(score);
        harness.Say(attacker, "x");
        harness.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public void ForgedOffer_OfAnIdThatComesFromOthers_PunishesNobody()
    {
        RouterHarness harness = Harness();
        PeerId attacker = harness.Add(1);
        PeerId honest = harness.Add(2);
        GossipRpc offer = new() { Have = [new(Topic, [RouterHarness.Id("x")])] };
        harness.Receive(attacker, offer);
        harness.Receive(honest, offer);
        harness.Say(honest, "x");
        harness.Heartbeats(10);
        harness.Count(GossipTraceKind.PromiseBroken).ShouldBe(0);
    }

    private static TopicScoreOptions Counted => new() { InvalidMessagesWeight = -10, InvalidMessagesDecay = 0.999, FirstDeliveriesWeight = 1 };

    private static RouterHarness Harness(ScoreOptions? score = null)
    {
        RouterHarness harness = new(new GossipOptions { FloodPublish = false, Score = score ?? new ScoreOptions() });
        harness.Subscribe(Counted);
        return harness;
    }

    private static GossipRpc Have(int first, int count) => new()
    {
        Have = [new(Topic, [.. Enumerable.Range(first, count).Select(i => new MessageId(BitConverter.GetBytes(i)))])],
    };
}
