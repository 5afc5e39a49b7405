namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>proof inspect</c> as JSON, schema <c>p2pprover.proof.inspect/1</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Parameters">The name of the parameter set.</param>
/// <param name="BlocksPerShard">Blocks of a shard.</param>
/// <param name="TreeDepth">Depth of the account tree.</param>
/// <param name="VerifyingKey">The digest of the verifying key, as the file says.</param>
/// <param name="Shard">The shard's place in its batch, as the file says.</param>
/// <param name="ProofBytes">The size of the proof.</param>
/// <param name="Domain">The rollup's domain as elements.</param>
/// <param name="StateIn">The state root before.</param>
/// <param name="StateOut">The state root after.</param>
/// <param name="DataIn">The chain digest of the blocks before.</param>
/// <param name="DataOut">The chain digest with this shard's blocks.</param>
/// <param name="Point">Where the data is evaluated.</param>
/// <param name="EvaluationIn">The accumulator before.</param>
/// <param name="EvaluationOut">The accumulator after.</param>
/// <param name="FeesInGwei">Fees collected before.</param>
/// <param name="FeesOutGwei">Fees collected after.</param>
public sealed record ProofInspectReport(
    string File,
    string Parameters,
    int BlocksPerShard,
    int TreeDepth,
    string VerifyingKey,
    int Shard,
    int ProofBytes,
    string Domain,
    string StateIn,
    string StateOut,
    string DataIn,
    string DataOut,
    string Point,
    string EvaluationIn,
    string EvaluationOut,
    ulong FeesInGwei,
    ulong FeesOutGwei);
