namespace P2PProver.Mesh;

/// <summary>
/// Get the batch's data from the chain and its witness from a peer (again and again until some peer serves the right bytes), and replay it.
/// Answered by one <see cref="BatchReplayed"/>. Asked again with more providers if they become known.
/// </summary>
/// <param name="Batch">The batch.</param>
/// <param name="Providers">Peers that say they serve the witness.</param>
public sealed record ReplayBatch(BatchInfo Batch, IReadOnlyList<NodeId> Providers) : MeshCommand;
