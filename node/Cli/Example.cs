namespace P2PProver.Node.Cli;

/// <summary>An example in the help of a verb.</summary>
/// <param name="CommandLine">What to type.</param>
/// <param name="Purpose">What it is good for, as a short sentence without a final stop.</param>
public sealed record Example(string CommandLine, string Purpose);
