namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>batch replay</c> as JSON, schema <c>p2pprover.batch.replay/1</c>.</summary>
/// <param name="Batch">The batch file.</param>
/// <param name="Operations">Operations executed.</param>
/// <param name="StateIn">The state root before.</param>
/// <param name="StateOut">The state root after.</param>
/// <param name="Shards">The shards in order.</param>
public sealed record BatchReplayReport(
    string Batch, int Operations, string StateIn, string StateOut, IReadOnlyList<BatchReplayReport.Entry> Shards)
{
    /// <summary>One shard.</summary>
    /// <param name="Index">Its place in the batch.</param>
    /// <param name="Operations">Its operations.</param>
    /// <param name="StateIn">The state root before.</param>
    /// <param name="StateOut">The state root after.</param>
    public sealed record Entry(int Index, int Operations, string StateIn, string StateOut);
}
