using System.Net;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>Scores: each part, its decay, what survives a connection, and parameters that are no numbers.</summary>
public sealed class ScoreTests
{
    private const string Topic = "t";

    private static readonly IPAddress Address = IPAddress.Parse("10.0.0.1");

    [Fact]
    public void Topic_WithoutParameters_DoesNotCount()
    {
        ScoreBook book = new(new ScoreOptions());
        PeerScore score = book.Connect(RouterHarness.Peer(1), Address, TimeSpan.Zero);
        score.In(Topic, null).ShouldBeNull();
        TopicScoreOptions silent = new();
        score.In(Topic, silent)!.OnInvalidMessage();
        score.In(Topic, silent)!.Graft(TimeSpan.Zero);
        book.Refresh(TimeSpan.FromHours(1));
        score.Value.ShouldBe(0);
    }

    [Fact]
    public void TimeInMesh_CountsInTheMeshOnly_UpToItsCap()
    {
        TopicScoreOptions options = new() { TimeInMeshWeight = 2, TimeInMeshCap = 10, TopicWeight = 0.5 };
        (ScoreBook book, PeerScore score) = Book();
        score.In(Topic, options)!.Graft(TimeSpan.Zero);
        book.Refresh(TimeSpan.FromSeconds(4));
        score.Value.ShouldBe(4);
        book.Refresh(TimeSpan.FromSeconds(40));
        score.Value.ShouldBe(10);
        score.In(Topic, options)!.Prune();
        score.Value.ShouldBe(0);
    }

    [Fact]
    public void FirstDeliveries_CountUpToTheirCapAndDecay()
    {
        TopicScoreOptions options = new() { FirstDeliveriesWeight = 1, FirstDeliveriesCap = 3, FirstDeliveriesDecay = 0.5 };
        (ScoreBook book, PeerScore score) = Book();
        for (int i = 0; i < 10; i++)
        {
            score.In(Topic, options)!.OnFirstDelivery();
        }

        score.Value.ShouldBe(3);
        book.Refresh(TimeSpan.FromSeconds(1));
        score.Value.ShouldBe(1.5);
        book.Refresh(TimeSpan.FromSeconds(1.9));
        score.Value.ShouldBe(1.5, "one interval, not more");
        book.Refresh(TimeSpan.FromSeconds(20));
        score.Value.ShouldBe(0, "below the least it is nothing");
    }

    [Fact]
    public void MeshDeliveries_CountOnceActive_InTheMeshOnly_AndADeficitSticks()
    {
        TopicScoreOptions options = new()
        {
            MeshDeliveriesWeight = -1,
            MeshDeliveriesThreshold = 3,
            MeshDeliveriesDecay = 0.999999,
            MeshDeliveriesActivation = TimeSpan.FromSeconds(5),
            MeshFailureWeight = -1,
            MeshFailureDecay = 0.999999,
        };
        (ScoreBook book, PeerScore score) = Book();
        score.In(Topic, options)!.OnMeshDelivery();
        score.In(Topic, options)!.Graft(TimeSpan.Zero);
        book.Refresh(TimeSpan.FromSeconds(5));
        score.Value.ShouldBe(0, "not yet measured");
        book.Refresh(TimeSpan.FromSeconds(6));
        score.Value.ShouldBe(-9, "what came outside the mesh did not count");
        score.In(Topic, options)!.OnFirstDelivery();
        score.Value.ShouldBe(-4);
        score.In(Topic, options)!.Prune();
        score.Value.ShouldBe(-4, "the deficit with which it left, and nothing for not being in");
        score.In(Topic, options)!.Graft(TimeSpan.FromSeconds(6));
        score.In(Topic, options)!.Prune();
        score.Value.ShouldBe(-4, "it was not measured this time");
    }

    [Fact]
    public void InvalidMessages_CountSquared()
    {
        (_, PeerScore score) = Book();
        for (int i = 0; i < 3; i++)
        {
            score.In(Topic, new() { InvalidMessagesWeight = -2 })!.OnInvalidMessage();
        }

        score.Value.ShouldBe(-18);
    }

    [Fact]
    public void Topics_TogetherCountUpToTheirCap()
    {
        (_, PeerScore score) = Book(new ScoreOptions { TopicScoreCap = 5 });
        for (int i = 0; i < 10; i++)
        {
            score.In($"{i}", new() { FirstDeliveriesWeight = 1 })!.OnFirstDelivery();
        }

        score.Value.ShouldBe(5);
    }

    [Theory]
    [InlineData(4.0, 8.0)]
    [InlineData(-4.0, -8.0)]
    [InlineData(double.NaN, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    public void ApplicationScore_CountsUnlessItIsNoNumber(double value, double expected)
    {
        (_, PeerScore score) = Book(new ScoreOptions { ApplicationScore = _ => value, ApplicationWeight = 2 });
        score.Value.ShouldBe(expected);
    }

    [Fact]
    public void SharedAddress_CountsSquaredAboveItsThreshold_AtOnceForAllWhoShareIt()
    {
        ScoreOptions options = new() { AddressThreshold = 2, AddressWeight = -1 };
        ScoreBook book = new(options);
        PeerScore[] scores = [.. Enumerable.Range(0, 5).Select(i => book.Connect(RouterHarness.Peer(i), Address, TimeSpan.Zero))];
        PeerScore mapped = book.Connect(RouterHarness.Peer(9), Address.MapToIPv6(), TimeSpan.Zero);
        PeerScore elsewhere = book.Connect(RouterHarness.Peer(10), IPAddress.Parse("10.0.0.2"), TimeSpan.Zero);
        scores.ShouldAllBe(s => s.Value == -16);
        mapped.Value.ShouldBe(-16);
        elsewhere.Value.ShouldBe(0);
        book.Disconnect(mapped, TimeSpan.Zero);
        scores.ShouldAllBe(s => s.Value == -9);

        ScoreBook lenient = new(options with { AddressAllowed = IPAddress.IsLoopback });
        PeerScore[] local = [.. Enumerable.Range(0, 5).Select(i => lenient.Connect(RouterHarness.Peer(i), IPAddress.Loopback, TimeSpan.Zero))];
        local.ShouldAllBe(s => s.Value == 0);
    }

    [Fact]
    public void Breaches_CountSquaredAboveTheirThreshold_AndDecay()
    {
        (ScoreBook book, PeerScore score) = Book(new ScoreOptions { BehaviourThreshold = 2, BehaviourWeight = -1, BehaviourDecay = 0.5 });
        score.OnBreach(2);
        score.Value.ShouldBe(0);
        score.OnBreach(3);
        score.Value.ShouldBe(-9);
        book.Refresh(TimeSpan.FromSeconds(1));
        score.Value.ShouldBe(-0.25);
    }

    [Fact]
    public void BadScore_OutlivesItsConnection_AndDoesNotDecayMeanwhile()
    {
        ScoreOptions options = new() { BehaviourThreshold = 0, BehaviourWeight = -1, Retention = TimeSpan.FromSeconds(100) };
        (ScoreBook book, PeerScore score) = Book(options);
        score.In(Topic, new() { FirstDeliveriesWeight = 100 })!.OnFirstDelivery();
        score.OnBreach(2);
        score.Value.ShouldBe(96);
        book.Disconnect(score, TimeSpan.FromSeconds(0));
        book.Refresh(TimeSpan.FromSeconds(50));
        PeerScore again = book.Connect(RouterHarness.Peer(1), Address, TimeSpan.FromSeconds(50));
        again.ShouldBeSameAs(score);
        again.Value.ShouldBe(-4, "what it did well is gone");
        book.Disconnect(again, TimeSpan.FromSeconds(60));
        book.Refresh(TimeSpan.FromSeconds(159));
        book.Count.ShouldBe(1);
        book.Refresh(TimeSpan.FromSeconds(161));
        book.Count.ShouldBe(0);
    }

    [Fact]
    public void GoodScore_EndsWithItsConnection()
    {
        (ScoreBook book, PeerScore score) = Book();
        score.In(Topic, new() { FirstDeliveriesWeight = 1 })!.OnFirstDelivery();
        book.Disconnect(score, TimeSpan.Zero);
        book.Count.ShouldBe(0);
        book.Connect(RouterHarness.Peer(1), Address, TimeSpan.Zero).Value.ShouldBe(0);
    }

    [Fact]
    public void RetainedScores_AreBounded_WhoeverComesAndGoes()
    {
        ScoreBook book = new(new ScoreOptions { RetainedMax = 10 });
        for (int i = 0; i < 1000; i++)
        {
            PeerScore score = book.Connect(RouterHarness.Peer(i % 37), Address, TimeSpan.FromSeconds(i));
            score.OnBreach(1);
            book.Disconnect(score, TimeSpan.FromSeconds(i));
        }

        book.Count.ShouldBeLessThanOrEqualTo(10);
    }

    /// <summary>One NaN makes every comparison false: then no peer is ever bad (or ever good).</summary>
    [Fact]
    public void Parameters_ThatAreNoNumbersOrHaveTheWrongSign_AreRefused()
    {
        foreach (double odd in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Action[] each =
            [
                () => new TopicScoreOptions { TopicWeight = odd }.Validate(),
                () => new TopicScoreOptions { TimeInMeshWeight = odd }.Validate(),
                () => new TopicScoreOptions { TimeInMeshCap = odd }.Validate(),
                () => new TopicScoreOptions { FirstDeliveriesWeight = odd }.Validate(),
                () => new TopicScoreOptions { FirstDeliveriesDecay = odd }.Validate(),
                () => new TopicScoreOptions { FirstDeliveriesCap = odd }.Validate(),
                () => new TopicScoreOptions { MeshDeliveriesWeight = odd }.Validate(),
                () => new TopicScoreOptions { MeshDeliveriesDecay = odd }.Validate(),
                () => new TopicScoreOptions { MeshDeliveriesCap = odd }.Validate(),
                () => new TopicScoreOptions { MeshDeliveriesThreshold = odd }.Validate(),
                () => new TopicScoreOptions { MeshFailureWeight = odd }.Validate(),
                () => new TopicScoreOptions { MeshFailureDecay = odd }.Validate(),
                () => new TopicScoreOptions { InvalidMessagesWeight = odd }.Validate(),
                () => new TopicScoreOptions { InvalidMessagesDecay = odd }.Validate(),
                () => new ScoreOptions { TopicScoreCap = odd }.Validate(),
                () => new ScoreOptions { ApplicationWeight = odd }.Validate(),
                () => new ScoreOptions { AddressWeight = odd }.Validate(),
                () => new ScoreOptions { BehaviourWeight = odd }.Validate(),
                () => new ScoreOptions { BehaviourThreshold = odd }.Validate(),
                () => new ScoreOptions { BehaviourDecay = odd }.Validate(),
                () => new ScoreOptions { SlowPeerWeight = odd }.Validate(),
                () => new ScoreOptions { SlowPeerThreshold = odd }.Validate(),
                () => new ScoreOptions { SlowPeerDecay = odd }.Validate(),
                () => new ScoreOptions { DecayToZero = odd }.Validate(),
                () => new ScoreThresholds { Gossip = odd }.Validate(),
                () => new ScoreThresholds { Publish = odd }.Validate(),
                () => new ScoreThresholds { Graylist = odd }.Validate(),
                () => new ScoreThresholds { AcceptPeers = odd }.Validate(),
                () => new ScoreThresholds { OpportunisticGraft = odd }.Validate(),
                () => new GossipOptions { GossipFactor = odd }.Validate(),
            ];
            foreach (Action one in each)
            {
                Should.Throw<ArgumentOutOfRangeException>(one, $"{odd} in number {Array.IndexOf(each, one)}");
            }
        }

        Should.Throw<ArgumentOutOfRangeException>(() => new TopicScoreOptions { InvalidMessagesWeight = 1 }.Validate()).ParamName.ShouldBe("InvalidMessagesWeight");
        Should.Throw<ArgumentOutOfRangeException>(() => new TopicScoreOptions { FirstDeliveriesDecay = 1 }.Validate());
        Should.Throw<ArgumentOutOfRangeException>(() => new ScoreThresholds { Graylist = -1 }.Validate());
        Should.Throw<ArgumentOutOfRangeException>(() => new GossipOptions { MeshSize = 3 }.Validate());
        Should.Throw<ArgumentOutOfRangeException>(() => new GossipOptions { MeshOutbound = 5 }.Validate());
        Should.Throw<ArgumentOutOfRangeException>(() => new GossipOptions { BackoffMax = TimeSpan.MaxValue }.Validate());
        Should.NotThrow(() => new GossipOptions().Validate());
    }

    /// <summary>A weight of 0 switches a part off, whatever its counters say.</summary>
    [Fact]
    public void Weight_OfZero_SwitchesAPartOff()
    {
        ScoreOptions none = new() { AddressWeight = 0, BehaviourWeight = 0, SlowPeerWeight = 0, ApplicationWeight = 0, ApplicationScore = _ => 7, AddressThreshold = 1 };
        ScoreBook book = new(none);
        book.Connect(RouterHarness.Peer(2), Address, TimeSpan.Zero);
        PeerScore score = book.Connect(RouterHarness.Peer(1), Address, TimeSpan.Zero);
        score.OnBreach(1000);
        for (int i = 0; i < 1000; i++)
        {
            score.OnSlow();
            score.In(Topic, new())!.OnFirstDelivery();
            score.In(Topic, new())!.OnInvalidMessage();
        }

        score.Value.ShouldBe(0);
    }

    /// <summary>CVE-2022-47547: with some parameters a peer that forwards nothing earned more by being there than it lost.</summary>
    [Fact]
    public void SilentFreeRider_NeverOutscoresAForwarder_AndNoQuietHonestPeerGoesNegative()
    {
        TestRandom random = new(5);
        TopicScoreOptions options = new() { TimeInMeshWeight = 0.01, TimeInMeshCap = 300, FirstDeliveriesWeight = 1, FirstDeliveriesCap = 40, FirstDeliveriesDecay = 0.9, InvalidMessagesWeight = -10 };
        (ScoreBook book, PeerScore rider) = Book();
        PeerScore forwarder = book.Connect(RouterHarness.Peer(2), Address, TimeSpan.Zero);
        rider.In(Topic, options)!.Graft(TimeSpan.Zero);
        forwarder.In(Topic, options)!.Graft(TimeSpan.Zero);
        for (int second = 1; second < 3600; second++)
        {
            if (random.Next(20) == 0)
            {
                forwarder.In(Topic, options)!.OnFirstDelivery();
            }

            book.Refresh(TimeSpan.FromSeconds(second));
            forwarder.Value.ShouldBeGreaterThanOrEqualTo(rider.Value);
            rider.Value.ShouldBeGreaterThanOrEqualTo(0, "the topic is quiet, and silence is no fault");
        }
    }

    private static (ScoreBook Book, PeerScore Score) Book(ScoreOptions? options = null)
    {
        ScoreBook book = new(options ?? new ScoreOptions());
        return (book, book.Connect(RouterHarness.Peer(1), Address, TimeSpan.Zero));
    }
}
