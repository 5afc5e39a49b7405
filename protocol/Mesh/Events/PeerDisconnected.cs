namespace P2PProver.Mesh;

/// <summary>The last connection to a peer has gone.</summary>
/// <param name="Peer">The peer.</param>
public sealed record PeerDisconnected(NodeId Peer) : MeshEvent;
