namespace P2PProver.Mesh;

/// <summary>A batch was expired: nothing made for it is worth anything any more.</summary>
/// <param name="Block">The block.</param>
/// <param name="Batch">The batch.</param>
public sealed record BatchExpired(ulong Block, BatchKey Batch) : MeshEvent;
