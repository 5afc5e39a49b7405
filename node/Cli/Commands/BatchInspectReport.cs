namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>batch inspect</c> as JSON, schema <c>p2pprover.batch.inspect/1</c>.</summary>
/// <param name="Batch">The batch file.</param>
/// <param name="Operations">Operations in the batch.</param>
/// <param name="Kinds">How many of each kind.</param>
/// <param name="Shards">Shards of the batch.</param>
/// <param name="BlocksPerShard">Blocks of a shard.</param>
/// <param name="DataBytes">Bytes of the packed data.</param>
/// <param name="Domain">The rollup's domain.</param>
/// <param name="StateIn">The state root before.</param>
/// <param name="StateOut">The state root after, as the file says.</param>
/// <param name="DataOut">The chain digest of all blocks.</param>
/// <param name="Point">Where the data is evaluated.</param>
/// <param name="Evaluation">The evaluation.</param>
/// <param name="WitnessHash">The witness's hash, as the file says.</param>
public sealed record BatchInspectReport(
    string Batch,
    int Operations,
    IReadOnlyDictionary<string, int> Kinds,
    int Shards,
    int BlocksPerShard,
    int DataBytes,
    string Domain,
    string StateIn,
    string StateOut,
    string DataOut,
    string Point,
    string Evaluation,
    string WitnessHash);
