using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Start a job of the prover pool. Answered by <see cref="JobFinished"/> or <see cref="JobFailed"/>, unless cancelled.</summary>
/// <param name="Job">The job.</param>
/// <param name="Payee">Who is bound in the proof: this node's payout; for a final proof, the submitter.</param>
/// <param name="Inputs">Nothing for a leaf; the left and right child for a merge; the root for a final proof. The host keeps them.</param>
public sealed record StartJob(JobId Job, Address Payee, IReadOnlyList<ProofHash> Inputs) : MeshCommand;
