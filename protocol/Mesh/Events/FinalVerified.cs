namespace P2PProver.Mesh;

/// <summary>A <see cref="VerifyFinal"/> ended.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Proof">The final proof.</param>
/// <param name="Contents">What a valid proof says; null if the verifier refuses the bytes.</param>
public sealed record FinalVerified(BatchKey Batch, ProofHash Proof, FinalContents? Contents) : MeshEvent;
