namespace P2PProver.Mesh;

/// <summary>A job of the prover pool made a proof, which the host keeps under its hash. It is not durable yet.</summary>
/// <param name="Job">The job.</param>
/// <param name="Proof">The proof.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Payees">The payees of the subtree, by canonical position, this node's own last.</param>
public sealed record JobFinished(JobId Job, ProofHash Proof, int SizeBytes, IReadOnlyList<P2PProver.Crypto.Address> Payees) : MeshEvent;
