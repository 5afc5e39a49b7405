namespace P2PProver.Mesh;

/// <summary>Verify bytes that the host keeps as a final proof. Answered by one <see cref="FinalVerified"/>.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Proof">The hash.</param>
public sealed record VerifyFinal(BatchKey Batch, ProofHash Proof) : MeshCommand;
