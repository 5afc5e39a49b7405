namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>batch build</c> as JSON, schema <c>p2pprover.batch.build/1</c>.</summary>
/// <param name="Batch">The batch file.</param>
/// <param name="Operations">Operations in the batch, the credit of fees among them.</param>
/// <param name="Waiting">Operations of the input that did not fit.</param>
/// <param name="Shards">Shards of the batch.</param>
/// <param name="DataBytes">Bytes of the packed data.</param>
/// <param name="WitnessBytes">Bytes of the witness.</param>
/// <param name="FeesGwei">The fees that were credited.</param>
/// <param name="StateIn">The state root before.</param>
/// <param name="StateOut">The state root after.</param>
public sealed record BatchBuildReport(
    string Batch, int Operations, int Waiting, int Shards, int DataBytes, int WitnessBytes, ulong FeesGwei, string StateIn, string StateOut);
