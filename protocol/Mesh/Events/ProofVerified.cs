namespace P2PProver.Mesh;

/// <summary>A <see cref="VerifyProof"/> ended.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task that the proof was checked for.</param>
/// <param name="Proof">The proof.</param>
/// <param name="Contents">What a valid proof says; null if the verifier refuses the bytes. The node itself compares it with the
/// replay.</param>
public sealed record ProofVerified(BatchKey Batch, TaskId Task, ProofHash Proof, ProofContents? Contents) : MeshEvent;
