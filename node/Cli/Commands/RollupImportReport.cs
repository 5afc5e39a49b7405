namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>rollup import</c> as JSON, schema <c>p2pprover.rollup.import/1</c>.</summary>
/// <param name="State">The state file.</param>
/// <param name="OperationsFile">The file of signed transfers.</param>
/// <param name="Blocks">Blocks read.</param>
/// <param name="Accounts">Accounts, the operator's among them.</param>
/// <param name="Transfers">Transfers taken.</param>
/// <param name="SkippedCalls">Transactions left out because they call a contract.</param>
/// <param name="SkippedCreations">Transactions left out because they create a contract.</param>
/// <param name="SkippedAmounts">Transfers left out because they are of less than one gwei or too large.</param>
/// <param name="StateRoot">The root of the state.</param>
/// <param name="Domain">The domain for which was signed.</param>
public sealed record RollupImportReport(
    string State,
    string OperationsFile,
    int Blocks,
    int Accounts,
    int Transfers,
    int SkippedCalls,
    int SkippedCreations,
    int SkippedAmounts,
    string StateRoot,
    string Domain);
