using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>A job of the prover pool: a batch, a task and what is to be done. There is one of each at any time.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task; the root for <see cref="JobKind.Finalise"/>.</param>
/// <param name="Kind">What is to be done.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobId(BatchKey Batch, TaskId Task, JobKind Kind);
