namespace P2PProver.Mesh;

/// <summary>A transaction will not be included: it was refused, it reverted, or the transaction manager gave it up.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Kind">Which of the node's transactions.</param>
public sealed record TransactionFailed(BatchKey Batch, TransactionKind Kind) : MeshEvent;
