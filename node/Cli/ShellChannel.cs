namespace P2PProver.Node.Cli;

/// <summary>One of the two output streams and what it leads to.</summary>
/// <param name="Writer">Where text goes.</param>
/// <param name="IsTerminal">Whether a person is looking at it, rather than a file or another program.</param>
/// <param name="WidthColumns">The width to lay text out for.</param>
public sealed record ShellChannel(TextWriter Writer, bool IsTerminal, int WidthColumns);
