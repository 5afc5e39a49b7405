namespace P2PProver.Mesh;

/// <summary>Send <c>settle</c> with a final proof that the host keeps, until it is included or <see cref="WithdrawTransaction"/>.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Proof">The final proof.</param>
public sealed record SendSettlement(BatchKey Batch, ProofHash Proof) : MeshCommand;
