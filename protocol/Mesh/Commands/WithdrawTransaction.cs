namespace P2PProver.Mesh;

/// <summary>A transaction that is not included yet is of no use any more: do not send it again.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Kind">Which.</param>
public sealed record WithdrawTransaction(BatchKey Batch, TransactionKind Kind) : MeshCommand;
