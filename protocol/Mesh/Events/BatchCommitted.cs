namespace P2PProver.Mesh;

/// <summary>A batch was committed.</summary>
/// <param name="Batch">What the chain says about it.</param>
public sealed record BatchCommitted(BatchInfo Batch) : MeshEvent;
