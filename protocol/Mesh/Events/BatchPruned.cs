namespace P2PProver.Mesh;

/// <summary>A batch was pruned, because one before it expired.</summary>
/// <param name="Block">The block.</param>
/// <param name="Batch">The batch.</param>
public sealed record BatchPruned(ulong Block, BatchKey Batch) : MeshEvent;
