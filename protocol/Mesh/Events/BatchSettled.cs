namespace P2PProver.Mesh;

/// <summary>A batch was settled.</summary>
/// <param name="Block">The block.</param>
/// <param name="TimeMs">Its timestamp, in milliseconds since 1970 (UTC).</param>
/// <param name="Batch">The batch.</param>
public sealed record BatchSettled(ulong Block, long TimeMs, BatchKey Batch) : MeshEvent;
