namespace P2PProver.Mesh;

/// <summary>What travels on a topic. Every message of gossip is signed by the node that it names.</summary>
/// <param name="Node">The author.</param>
/// <param name="Signature">Over every other field, with domain, network and kind of message.</param>
public abstract record MeshMessage(NodeId Node, MessageSignature Signature);
