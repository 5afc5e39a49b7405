namespace P2PProver.Node.Diagnostics;

/// <summary>What came of running another program.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Its exit code; 0 unless it ended by itself.</param>
/// <param name="Text">The beginning of its standard output, without surrounding white space.</param>
public sealed record ProgramOutput(ProgramOutcome Outcome, int ExitCode, string Text);
