using P2PProver.Libp2p.Gossipsub.Tracing;

namespace P2PProver.Libp2p.Gossipsub.Driving;

/// <summary>One trace for several that listen.</summary>
internal sealed class TraceFan(IReadOnlyList<IGossipTrace> traces) : IGossipTrace
{
    public void Trace(in GossipTraceEvent happened)
    {
        foreach (IGossipTrace trace in traces)
        {
            trace.Trace(happened);
        }
    }
}
