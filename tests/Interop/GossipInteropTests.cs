using System.Globalization;
using System.Text.Json.Nodes;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Identities;
using Xunit.Abstractions;

namespace P2PProver.Interop.Tests;

/// <summary>Our gossipsub with js gossipsub: messages both ways, relay, repair, peer exchange, back-off, and a mixed net.</summary>
public sealed class GossipInteropTests(ITestOutputHelper output) : IDisposable
{
    private const string Topic = "interop";
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    public void Dispose() => _deadline.Dispose();

    [JsTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_GoBothWays_WithTheirAuthorsOrWithout(bool signs)
    {
        await using GossipJs js = await GossipJs.StartAsync(1, signs);
        await using GossipPeer own = await GossipPeer.StartAsync(GossipPeer.Options(signs));
        GossipSubscription subscription = own.Gossip.Subscribe(Topic, new GossipSubscriptionOptions());
        await js.TopicAsync("subscribe", 0, Topic);
        await own.DialAsync(js.Addresses[0], _deadline.Token);
        await js.PeerAsync("awaitMesh", 0, Topic, own.Id);
        await MeshAsync(own, js.Ids[0]);

        await js.PublishAsync(0, Topic, "from js");
        GossipDelivery delivery = await subscription.Messages.ReadAsync(_deadline.Token);
        System.Text.Encoding.UTF8.GetString(delivery.Message.Data.Span).ShouldBe("from js");
        delivery.Message.Author?.ToString().ShouldBe(signs ? js.Ids[0] : null);
        own.Publish(Topic, "from us");
        own.Publish(Topic, new string('x', 100_000));
        IReadOnlyList<(string Text, string? Author, string Sender)> heard = await js.MessagesAsync(0, 2);
        heard.Select(m => m.Text.Length).ShouldBe(["from us".Length, 100_000], ignoreOrder: true);
        heard.ShouldAllBe(m => m.Author == (signs ? own.Id : null));
        (await js.ScoreAsync(0, own.Id)).ShouldBeGreaterThanOrEqualTo(0);
    }

    [JsTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_OfOneJsNode_ReachAnotherThroughUs(bool signs)
    {
        await using GossipJs js = await GossipJs.StartAsync(2, signs);
        await using GossipPeer own = await GossipPeer.StartAsync(GossipPeer.Options(signs));
        int validated = 0;
        own.Gossip.Subscribe(Topic, new GossipSubscriptionOptions
        {
            Validator = async (message, _, cancel) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancel);
                Interlocked.Increment(ref validated);
                return message.Data.Span.StartsWith("bad"u8) ? GossipVerdict.Ignore : GossipVerdict.Accept;
            },
        });
        for (int node = 0; node < 2; node++)
        {
            await js.TopicAsync("subscribe", node, Topic);
            await js.DoAsync("dial", node, new JsonObject { ["address"] = own.Address });
            await js.PeerAsync("awaitMesh", node, Topic, own.Id);
            await MeshAsync(own, js.Ids[node]);
        }

        for (int i = 0; i < 50; i++)
        {
            await js.PublishAsync(0, Topic, $"bad {i}");
            await js.PublishAsync(0, Topic, $"{i}");
        }

        IReadOnlyList<(string Text, string? Author, string Sender)> heard = await js.MessagesAsync(1, 50);
        heard.Select(m => m.Text).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"), ignoreOrder: true);
        heard.ShouldAllBe(m => m.Sender == own.Id && m.Author == (signs ? js.Ids[0] : null));
        validated.ShouldBe(100);
        (await js.ScoreAsync(0, own.Id)).ShouldBeGreaterThanOrEqualTo(0);
        (await js.ScoreAsync(1, own.Id)).ShouldBeGreaterThanOrEqualTo(0);
    }

    [JsTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_WithoutAMesh_AreOfferedAndAskedFor(bool signs)
    {
        // The mesh of the first js node is full with the second; ours keeps none.
        JsonObject one = new() { ["D"] = 1, ["Dlo"] = 1, ["Dhi"] = 1, ["Dscore"] = 1, ["Dout"] = 0, ["floodPublish"] = false };
        await using GossipJs js = await GossipJs.StartAsync(2, signs, one);
        GossipOptions options = GossipPeer.Options(signs) with { MeshSize = 0, MeshSizeMin = 0, MeshSizeMax = 0, MeshBest = 0, MeshOutbound = 0 };
        await using GossipPeer own = await GossipPeer.StartAsync(options);
        GossipSubscription subscription = own.Gossip.Subscribe(Topic, new GossipSubscriptionOptions());
        await js.TopicAsync("subscribe", 0, Topic);
        await js.TopicAsync("subscribe", 1, Topic);
        await js.DoAsync("dial", 0, new JsonObject { ["address"] = js.Addresses[1] });
        await js.PeerAsync("awaitMesh", 0, Topic, js.Ids[1]);
        await own.DialAsync(js.Addresses[0], _deadline.Token);
        await js.PeerAsync("awaitSubscriber", 0, Topic, own.Id);
        await GossipPeer.UntilAsync(() => own.Gossip.Followers(Topic).Count == 1, "js follows the topic", _deadline.Token);

        ((int?)(await js.PublishAsync(0, Topic, "from js"))["recipients"]).ShouldBe(1);
        (await GossipPeer.TakeAsync(subscription, 1, _deadline.Token)).ShouldBe(["from js"]);
        own.Gossip.Publish(Topic, "from us"u8).Status.ShouldBe(GossipPublishStatus.Kept);
        (await js.MessagesAsync(0, 1)).ShouldHaveSingleItem().Text.ShouldBe("from us");
        own.Gossip.MeshPeers(Topic).ShouldBeEmpty();
    }

    [JsTheory]
    [InlineData(false)]
    public async Task PeersOfAPrune_WithSignedRecords_AreDialledByBothSides(bool signs)
    {
        await using GossipJs js = await GossipJs.StartAsync(2, signs, new JsonObject { ["doPX"] = true }, null);
        GossipOptions options = GossipPeer.Options(signs) with { Thresholds = new ScoreThresholds { AcceptPeers = 0 } };
        await using GossipPeer own = await GossipPeer.StartAsync(options);
        GossipSubscription subscription = own.Gossip.Subscribe(Topic, new GossipSubscriptionOptions());
        await js.TopicAsync("subscribe", 0, Topic);
        await js.TopicAsync("subscribe", 1, Topic);
        await js.DoAsync("dial", 0, new JsonObject { ["address"] = js.Addresses[1] });
        await js.PeerAsync("awaitMesh", 0, Topic, js.Ids[1]);
        await own.DialAsync(js.Addresses[0], _deadline.Token);
        await js.PeerAsync("awaitMesh", 0, Topic, own.Id);
        await MeshAsync(own, js.Ids[0]);
        await js.TopicAsync("unsubscribe", 0, Topic);
        await GossipPeer.UntilAsync(() => own.Host.Connections.Any(c => c.RemotePeer.ToString() == js.Ids[1]), "we dial whom js named", _deadline.Token);
        await MeshAsync(own, js.Ids[1]);

        // The other way: js node 1 is told of our second peer, which only our first one knows.
        await using GossipPeer second = await GossipPeer.StartAsync(options);
        second.Gossip.Subscribe(Topic, new GossipSubscriptionOptions());
        await second.DialAsync(own.Address, _deadline.Token);
        await MeshAsync(own, second.Id);
        await GossipPeer.UntilAsync(() => own.Host.Peers.Find(second.Host.Id)?.SignedPeerRecord.IsEmpty == false, "our peers identify", _deadline.Token);
        own.Gossip.Unsubscribe(subscription);
        await js.DoAsync("awaitConnection", 1, new JsonObject { ["peer"] = second.Id });
    }

    [JsTheory]
    [InlineData(false)]
    public async Task Backoff_OfJs_IsObeyed(bool signs)
    {
        TimeSpan backoff = TimeSpan.FromSeconds(2);
        JsonObject options = new() { ["unsubcribeBackoff"] = backoff.TotalMilliseconds, ["pruneBackoff"] = backoff.TotalMilliseconds };
        await using GossipJs js = await GossipJs.StartAsync(1, signs, options, new JsonObject { ["behaviourPenaltyThreshold"] = 0 });
        await using GossipPeer own = await GossipPeer.StartAsync(GossipPeer.Options(signs));
        own.Gossip.Subscribe(Topic, new GossipSubscriptionOptions());
        await js.TopicAsync("subscribe", 0, Topic);
        await own.DialAsync(js.Addresses[0], _deadline.Token);
        await js.PeerAsync("awaitMesh", 0, Topic, own.Id);
        await MeshAsync(own, js.Ids[0]);
        for (int round = 0; round < 2; round++)
        {
            await js.TopicAsync("unsubscribe", 0, Topic);
            await GossipPeer.UntilAsync(() => own.Gossip.MeshPeers(Topic).Count == 0, "js leaves our mesh", _deadline.Token);
            long left = TimeProvider.System.GetTimestamp();
            await js.TopicAsync("subscribe", 0, Topic);
            await MeshAsync(own, js.Ids[0]);
            TimeProvider.System.GetElapsedTime(left).ShouldBeGreaterThan(backoff - TimeSpan.FromMilliseconds(500));
            await js.PeerAsync("awaitMesh", 0, Topic, own.Id);
            double score = await js.ScoreAsync(0, own.Id);
            output.WriteLine($"js's score of us: {score}");
            score.ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [JsTheory]
    [InlineData(false)]
    public async Task MixedNet_OfEightAndEight_DeliversEverythingEverywhere(bool signs)
    {
        const int Each = 8, Messages = 500;
        await using GossipJs js = await GossipJs.StartAsync(Each, signs);
        List<GossipPeer> own = [];
        List<GossipSubscription> subscriptions = [];
        try
        {
            await StartMixedAsync(js, signs, Each, own, subscriptions);
            long start = TimeProvider.System.GetTimestamp();
            for (int i = 0; i < Messages; i++)
            {
                string text = i.ToString(CultureInfo.InvariantCulture);
                if (i % 2 == 0)
                {
                    await js.PublishAsync(i / 2 % Each, Topic, text);
                }
                else
                {
                    own[i / 2 % Each].Publish(Topic, text);
                }
            }

            for (int i = 0; i < Each; i++)
            {
                string[] foreign = [.. Enumerable.Range(0, Messages).Where(m => m % 2 == 1 || m / 2 % Each != i).Select(m => $"{m}")];
                string[] ours = [.. Enumerable.Range(0, Messages).Where(m => m % 2 == 0 || m / 2 % Each != i).Select(m => $"{m}")];
                (await js.MessagesAsync(i, foreign.Length)).Select(m => m.Text).ShouldBe(foreign, ignoreOrder: true);
                (await GossipPeer.TakeAsync(subscriptions[i], ours.Length, _deadline.Token)).ShouldBe(ours, ignoreOrder: true);
            }

            output.WriteLine($"{Messages} messages at {2 * Each} nodes in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s");
            for (int i = 0; i < Each; i++)
            {
                (await js.ScoreAsync(i, own[i].Id)).ShouldBeGreaterThanOrEqualTo(0);
                PeerId.TryParse(js.Ids[i], out PeerId? id).ShouldBeTrue();
                own[i].Gossip.Score(id).ShouldBeGreaterThanOrEqualTo(0);
            }
        }
        finally
        {
            foreach (GossipPeer peer in own)
            {
                await peer.DisposeAsync();
            }
        }
    }

    private async Task StartMixedAsync(GossipJs js, bool signs, int each, List<GossipPeer> own, List<GossipSubscription> subscriptions)
    {
        for (int i = 0; i < each; i++)
        {
            own.Add(await GossipPeer.StartAsync(GossipPeer.Options(signs)));
            subscriptions.Add(own[i].Gossip.Subscribe(Topic, new GossipSubscriptionOptions()));
            await js.TopicAsync("subscribe", i, Topic);
        }

        // Each of ours knows two js nodes and the next of ours; each js node the next js node.
        for (int i = 0; i < each; i++)
        {
            await own[i].DialAsync(js.Addresses[i], _deadline.Token);
            await own[i].DialAsync(js.Addresses[(i + 3) % each], _deadline.Token);
            await own[i].DialAsync(own[(i + 1) % each].Address, _deadline.Token);
            await js.DoAsync("dial", i, new JsonObject { ["address"] = js.Addresses[(i + 1) % each] });
        }

        for (int i = 0; i < each; i++)
        {
            GossipPeer peer = own[i];
            await GossipPeer.UntilAsync(() => peer.Gossip.MeshPeers(Topic).Count >= 3, $"peer {i} has a mesh", _deadline.Token);
            await js.DoAsync("awaitMeshSize", i, new JsonObject { ["topic"] = Topic, ["size"] = 3 });
        }
    }

    private Task MeshAsync(GossipPeer own, string peer) =>
        GossipPeer.UntilAsync(() => own.Gossip.MeshPeers(Topic).Any(p => p.ToString() == peer), $"{peer} is in our mesh", _deadline.Token);
}
