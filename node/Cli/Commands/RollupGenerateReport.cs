namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>rollup generate</c> as JSON, schema <c>p2pprover.rollup.generate/1</c>.</summary>
/// <param name="State">The state file.</param>
/// <param name="OperationsFile">The file of signed transfers.</param>
/// <param name="Accounts">Accounts.</param>
/// <param name="Transfers">Transfers.</param>
/// <param name="StateRoot">The root of the state.</param>
/// <param name="Domain">The domain for which was signed.</param>
public sealed record RollupGenerateReport(string State, string OperationsFile, int Accounts, int Transfers, string StateRoot, string Domain);
