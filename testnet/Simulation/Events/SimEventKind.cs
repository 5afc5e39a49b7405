namespace P2PProver.Testnet.Simulation.Events;

/// <summary>What happens at a scheduled time.</summary>
public enum SimEventKind
{
    /// <summary>An action of the engine or of a fault plan.</summary>
    Control,

    /// <summary>A copy of a gossip message reaches a node.</summary>
    GossipArrival,

    /// <summary>A request or an answer over a stream reaches a node.</summary>
    StreamArrival,

    /// <summary>A timer of a node is due.</summary>
    Timer,

    /// <summary>A job of a node's prover ends.</summary>
    JobEnd,

    /// <summary>A block is built.</summary>
    Block,

    /// <summary>News of the chain reaches a node.</summary>
    ChainNews,
}
