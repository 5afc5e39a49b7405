namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>proof verify</c> as JSON, schema <c>p2pprover.proof.verify/1</c>.</summary>
/// <param name="Batch">The batch that the proofs were compared with; null where none was.</param>
/// <param name="IsWholeBatch">Whether they prove all of it.</param>
/// <param name="Proofs">The proofs, all of them valid.</param>
public sealed record ProofVerifyReport(string? Batch, bool IsWholeBatch, IReadOnlyList<ProofVerifyReport.Entry> Proofs)
{
    /// <summary>One proof.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Shard">The first shard's place in the batch.</param>
    /// <param name="ShardCount">The shards it covers.</param>
    /// <param name="StateIn">The state root before.</param>
    /// <param name="StateOut">The state root after.</param>
    /// <param name="VerifyTimeMs">How long the verification took.</param>
    public sealed record Entry(string File, int Shard, int ShardCount, string StateIn, string StateOut, double VerifyTimeMs);
}
