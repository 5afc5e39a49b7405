using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>What operators see: metrics and the trace.</summary>
public sealed class GossipTracingTests
{
    private static readonly PeerId Peer = RouterHarness.Peer(1);

    [Fact]
    public void TraceWriter_WritesALineOfJsonForEachEvent()
    {
        using MemoryStream output = new();
        using GossipTraceWriter writer = new(output);
        writer.Trace(Event(GossipTraceKind.Delivered, "t \"quoted\"", new MessageId([1, 0xab])));
        writer.Trace(new GossipTraceEvent(GossipTraceKind.Asked, TimeSpan.FromSeconds(2), null, null, null, 7));
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2);
        using JsonDocument first = JsonDocument.Parse(lines[0]);
        first.RootElement.GetProperty("kind").GetString().ShouldBe("Delivered");
        first.RootElement.GetProperty("seconds").GetDouble().ShouldBe(1.5);
        first.RootElement.GetProperty("topic").GetString().ShouldBe("t \"quoted\"");
        first.RootElement.GetProperty("peer").GetString().ShouldBe(Peer.ToString());
        first.RootElement.GetProperty("message").GetString().ShouldBe("01ab");
        lines[1].ShouldBe("{\"kind\":\"Asked\",\"seconds\":2,\"count\":7}");
    }

    [Fact]
    public void Metrics_CountWhatIsTraced()
    {
        using Meter meter = new("test");
        GossipMetrics metrics = new(meter);
        Dictionary<string, long> sums = new(StringComparer.Ordinal);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == meter)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            string outcome = tags.ToArray().FirstOrDefault(t => t.Key == "outcome").Value as string ?? string.Empty;
            string name = instrument.Name.Replace("p2pprover.gossip.", string.Empty, StringComparison.Ordinal) + (outcome.Length > 0 ? $"/{outcome}" : string.Empty);
            sums[name] = sums.GetValueOrDefault(name) + value;
        });
        listener.Start();
        foreach (GossipTraceKind kind in Enum.GetValues<GossipTraceKind>())
        {
            metrics.Trace(Event(kind, "t", null));
        }

        metrics.Trace(Event(GossipTraceKind.PeerAdded, null, null));
        metrics.Trace(Event(GossipTraceKind.Grafted, "t", null));
        sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}").ShouldBe(
        [
            "breaches 1", "deliveries.dropped 1", "mesh.peers 1", "messages.asked 1", "messages.published 1", "messages.received/delivered 1",
            "messages.received/duplicate 1", "messages.received/ignored 1", "messages.received/rejected 1", "messages.received/throttled 1",
            "messages.repaired 1", "peers 1", "promises.broken 1", "sends.dropped 1",
        ]);
    }

    /// <summary>A mesh gauge that drifts is worse than none: every way in has a way out.</summary>
    [Fact]
    public void MeshPeers_InTheTrace_AreThoseOfTheMesh_HoweverTheyLeave()
    {
        RouterHarness harness = new();
        harness.Subscribe();
        PeerId[] peers = harness.AddMany(6);
        harness.Heartbeats();
        harness.Router.RemovePeer(peers[0], harness.Now);
        harness.Receive(peers[1], new() { Subscriptions = [new(RouterHarness.Topic, false)] });
        harness.Prune(peers[2]);
        (harness.Count(GossipTraceKind.Grafted) - harness.Count(GossipTraceKind.Pruned)).ShouldBe(harness.Router.Mesh(RouterHarness.Topic).Count);
        harness.Router.Unsubscribe(RouterHarness.Topic, harness.Now);
        harness.Count(GossipTraceKind.Grafted).ShouldBe(harness.Count(GossipTraceKind.Pruned));
    }

    private static GossipTraceEvent Event(GossipTraceKind kind, string? topic, MessageId? id) => new(kind, TimeSpan.FromSeconds(1.5), topic, Peer, id, 1);
}
