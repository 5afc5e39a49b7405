namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>proof inspect</c> for a proof of Leaf or Merge as JSON, schema <c>p2pprover.proof.inspect-batch/1</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Parameters">The name of the parameter set.</param>
/// <param name="BlocksPerShard">Blocks of a shard.</param>
/// <param name="TreeDepth">Depth of the account tree.</param>
/// <param name="Circuit">leaf or merge.</param>
/// <param name="FirstShard">The first shard it covers.</param>
/// <param name="ShardCount">The shards it covers.</param>
/// <param name="ProofBytes">The size of the container.</param>
/// <param name="Payees">Who proved what, level by level from the leaves.</param>
/// <param name="Statement">Every field of the statement by name.</param>
public sealed record ProofInspectBatchReport(
    string File,
    string Parameters,
    int BlocksPerShard,
    int TreeDepth,
    string Circuit,
    int FirstShard,
    int ShardCount,
    int ProofBytes,
    IReadOnlyList<string> Payees,
    IReadOnlyDictionary<string, string> Statement);
