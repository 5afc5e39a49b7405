namespace P2PProver.Mesh;

/// <summary>A connection to a peer exists, in either direction. Again for a known peer: no effect.</summary>
/// <param name="Peer">The peer.</param>
public sealed record PeerConnected(NodeId Peer) : MeshEvent;
