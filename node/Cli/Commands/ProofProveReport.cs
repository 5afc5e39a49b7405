namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>proof prove-shard</c> as JSON, schema <c>p2pprover.proof.prove-shard/1</c>.</summary>
/// <param name="Batch">The batch file.</param>
/// <param name="VerifyingKey">The digest of the key that verifies the proofs.</param>
/// <param name="Proofs">The proofs.</param>
public sealed record ProofProveReport(string Batch, string VerifyingKey, IReadOnlyList<ProofProveReport.Entry> Proofs)
{
    /// <summary>One proof.</summary>
    /// <param name="Shard">The shard's place in the batch.</param>
    /// <param name="File">The file.</param>
    /// <param name="Operations">Operations of the shard.</param>
    /// <param name="ProofBytes">The size of the proof.</param>
    /// <param name="ProveTimeMs">How long it took.</param>
    public sealed record Entry(int Shard, string File, int Operations, int ProofBytes, long ProveTimeMs);
}
