namespace P2PProver.Mesh;

/// <summary>A block was added to the chain; its own events follow, in the order of the chain.</summary>
/// <param name="Head">The block.</param>
/// <param name="TimeMs">Its timestamp, in milliseconds since 1970 (UTC).</param>
public sealed record ChainHeadMoved(BlockRef Head, long TimeMs) : MeshEvent;
