using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>A finished proof of this node: what must survive a crash. The bytes lie beside it under their hash.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task; the root for a final proof.</param>
/// <param name="IsFinal">Whether it is a final proof.</param>
/// <param name="Proof">The Keccak-256 of the bytes.</param>
/// <param name="SizeBytes">Their number.</param>
/// <param name="Payees">The payees of the subtree, by canonical position.</param>
public sealed record OutboxEntry(
    BatchKey Batch,
    TaskId Task,
    bool IsFinal,
    ProofHash Proof,
    int SizeBytes,
    IReadOnlyList<Address> Payees)
{
    /// <summary>
    /// Made for this node's own claims on chain after it had announced another proof of the task: built upon and settled, never announced, since
    /// a second header would be equivocation.
    /// </summary>
    public bool IsPrivate { get; init; }
}
