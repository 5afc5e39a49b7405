namespace P2PProver.Mesh;

/// <summary>Send <c>commitClaims</c>.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Level">The level.</param>
/// <param name="Bitmap">Bit i: position (level, i).</param>
public sealed record SendClaims(BatchKey Batch, int Level, ulong Bitmap) : MeshCommand;
