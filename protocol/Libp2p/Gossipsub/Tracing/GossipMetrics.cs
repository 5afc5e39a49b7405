using System.Diagnostics.Metrics;

namespace P2PProver.Libp2p.Gossipsub.Tracing;

/// <summary>The metrics of gossip, counted from the trace. Labels are our own topics and fixed words, never anything that a peer chooses.</summary>
public sealed class GossipMetrics : IGossipTrace
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _published;
    private readonly Counter<long> _repaired;
    private readonly Counter<long> _asked;
    private readonly Counter<long> _brokenPromises;
    private readonly Counter<long> _breaches;
    private readonly Counter<long> _sendsDropped;
    private readonly Counter<long> _deliveriesDropped;
    private readonly UpDownCounter<long> _peers;
    private readonly UpDownCounter<long> _meshPeers;

    /// <summary>Creates the instruments in a meter, which stays the caller's.</summary>
    public GossipMetrics(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _received = meter.CreateCounter<long>("p2pprover.gossip.messages.received", "{message}", "Messages that came, by topic and outcome");
        _published = meter.CreateCounter<long>("p2pprover.gossip.messages.published", "{message}", "Messages of our own, by topic");
        _repaired = meter.CreateCounter<long>("p2pprover.gossip.messages.repaired", "{message}", "Messages sent to peers that asked for them");
        _asked = meter.CreateCounter<long>("p2pprover.gossip.messages.asked", "{message}", "Messages that we asked peers for");
        _brokenPromises = meter.CreateCounter<long>("p2pprover.gossip.promises.broken", "{promise}", "Messages that peers offered and did not send");
        _breaches = meter.CreateCounter<long>("p2pprover.gossip.breaches", "{breach}", "Breaches of the protocol by peers");
        _sendsDropped = meter.CreateCounter<long>("p2pprover.gossip.sends.dropped", "{rpc}", "RPCs dropped because a peer is slow");
        _deliveriesDropped = meter.CreateCounter<long>("p2pprover.gossip.deliveries.dropped", "{message}", "Messages that the application did not take");
        _peers = meter.CreateUpDownCounter<long>("p2pprover.gossip.peers", "{peer}", "Peers that speak gossipsub with us");
        _meshPeers = meter.CreateUpDownCounter<long>("p2pprover.gossip.mesh.peers", "{peer}", "Peers in our meshes, by topic");
    }

    /// <inheritdoc/>
    public void Trace(in GossipTraceEvent happened)
    {
        switch (happened.Kind)
        {
            case GossipTraceKind.PeerAdded:
                _peers.Add(1);
                break;
            case GossipTraceKind.PeerRemoved:
                _peers.Add(-1);
                break;
            case GossipTraceKind.Grafted:
                _meshPeers.Add(1, Topic(happened));
                break;
            case GossipTraceKind.Pruned:
                _meshPeers.Add(-1, Topic(happened));
                break;
            case GossipTraceKind.Published:
                _published.Add(1, Topic(happened));
                break;
            case GossipTraceKind.Repaired:
                _repaired.Add(1);
                break;
            case GossipTraceKind.Asked:
                _asked.Add(happened.Count);
                break;
            case GossipTraceKind.PromiseBroken:
                _brokenPromises.Add(1);
                break;
            case GossipTraceKind.Breach:
                _breaches.Add(happened.Count);
                break;
            case GossipTraceKind.SendDropped:
                _sendsDropped.Add(happened.Count);
                break;
            case GossipTraceKind.DeliveryDropped:
                _deliveriesDropped.Add(1);
                break;
            case GossipTraceKind.Joined:
            case GossipTraceKind.Left:
                break;
            default:
                _received.Add(1, Topic(happened), new KeyValuePair<string, object?>("outcome", Outcome(happened.Kind)));
                break;
        }
    }

    private static KeyValuePair<string, object?> Topic(in GossipTraceEvent happened) => new("topic", happened.Topic ?? string.Empty);

    private static string Outcome(GossipTraceKind kind) => kind switch
    {
        GossipTraceKind.Delivered => "delivered",
        GossipTraceKind.Duplicate => "duplicate",
        GossipTraceKind.Ignored => "ignored",
        GossipTraceKind.Rejected => "rejected",
        _ => "throttled",
    };
}
