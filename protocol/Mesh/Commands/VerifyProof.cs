namespace P2PProver.Mesh;

/// <summary>Verify bytes that the host keeps as a leaf or merge proof. Answered by one <see cref="ProofVerified"/>.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task.</param>
/// <param name="Proof">The hash.</param>
public sealed record VerifyProof(BatchKey Batch, TaskId Task, ProofHash Proof) : MeshCommand;
