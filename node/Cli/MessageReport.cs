namespace P2PProver.Node.Cli;

/// <summary>A note or a warning as JSON, schema <c>p2pprover.message/1</c>.</summary>
/// <param name="Level"><c>note</c> or <c>warning</c>.</param>
/// <param name="Message">The text.</param>
public sealed record MessageReport(string Level, string Message);
