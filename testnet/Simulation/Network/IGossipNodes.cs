namespace P2PProver.Testnet.Simulation.Network;

/// <summary>What the overlay asks the nodes.</summary>
public interface IGossipNodes
{
    /// <summary>Whether a node runs now.</summary>
    bool IsUp(int node);

    /// <summary>Hands a node its first copy of a message; true when it accepts and so forwards it.</summary>
    bool Accept(int node, int from, GossipMessage message);

    /// <summary>Whether a node that should forward a message to a peer does not (a censor).</summary>
    bool Withholds(int node, int peer, GossipMessage message);
}
