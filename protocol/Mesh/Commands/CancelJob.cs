namespace P2PProver.Mesh;

/// <summary>Stop a job. If it has just finished, its result is told all the same.</summary>
/// <param name="Job">The job.</param>
public sealed record CancelJob(JobId Job) : MeshCommand;
