namespace P2PProver.Mesh;

/// <summary>The blocks above this one are no longer part of the chain. What they said is unsaid; the new branch's blocks follow.</summary>
/// <param name="Head">The newest block that still stands.</param>
public sealed record ChainRolledBack(BlockRef Head) : MeshEvent;
