namespace P2PProver.Mesh;

/// <summary>Have nothing to do with a key until then: disconnect, and refuse it.</summary>
/// <param name="Peer">The key.</param>
/// <param name="Until">Until when.</param>
/// <param name="Reason">Why.</param>
public sealed record BanPeer(NodeId Peer, DateTimeOffset Until, BanReason Reason) : MeshCommand;
