namespace P2PProver.Mesh;

/// <summary>A <see cref="ReplayBatch"/> ended.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Replay">Its states shard by shard; null if the batch does not replay, so that it cannot be proven.</param>
public sealed record BatchReplayed(BatchKey Batch, BatchReplay? Replay) : MeshEvent;
