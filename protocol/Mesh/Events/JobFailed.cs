namespace P2PProver.Mesh;

/// <summary>A job of the prover pool ended without a proof: refused, out of memory, or broken.</summary>
/// <param name="Job">The job.</param>
public sealed record JobFailed(JobId Job) : MeshEvent;
