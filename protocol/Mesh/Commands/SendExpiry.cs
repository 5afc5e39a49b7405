namespace P2PProver.Mesh;

/// <summary>Send <c>expireBatch</c>.</summary>
/// <param name="Batch">The batch.</param>
public sealed record SendExpiry(BatchKey Batch) : MeshCommand;
