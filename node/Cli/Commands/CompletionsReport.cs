namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>completions</c> as JSON, schema <c>p2pprover.completions/1</c>.</summary>
/// <param name="ShellName">The shell that the script is for.</param>
/// <param name="Script">The script.</param>
public sealed record CompletionsReport(string ShellName, string Script);
