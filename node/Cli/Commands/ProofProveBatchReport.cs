namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>proof prove-batch</c> as JSON, schema <c>p2pprover.proof.prove-batch/1</c>.</summary>
/// <param name="Batch">The batch file.</param>
/// <param name="Allowed">Digest of the keys of Leaf and Merge.</param>
/// <param name="BatchKey">The batch's key as the statements have it.</param>
/// <param name="Root">The file of the root proof.</param>
/// <param name="Proofs">The proofs in the order in which they were made; the root is the last.</param>
public sealed record ProofProveBatchReport(
    string Batch, string Allowed, string BatchKey, string Root, IReadOnlyList<ProofProveBatchReport.Entry> Proofs)
{
    /// <summary>One proof.</summary>
    /// <param name="Level">0 for leaves.</param>
    /// <param name="Index">The place in the level.</param>
    /// <param name="FirstShard">The first shard it covers.</param>
    /// <param name="ShardCount">The shards it covers.</param>
    /// <param name="File">The file.</param>
    /// <param name="ProofBytes">The size of the proof.</param>
    /// <param name="ShardProveTimeMs">How long the shard proof took; 0 for merges.</param>
    /// <param name="ProveTimeMs">How long the proof itself took.</param>
    public sealed record Entry(
        int Level, int Index, int FirstShard, int ShardCount, string File, int ProofBytes, long ShardProveTimeMs, long ProveTimeMs);
}
