namespace P2PProver.Libp2p.Gossipsub.Tracing;

/// <summary>Told all that happens at a router, in order, by whoever holds it. Must return soon and not throw.</summary>
public interface IGossipTrace
{
    /// <summary>Something happened.</summary>
    void Trace(in GossipTraceEvent happened);
}
