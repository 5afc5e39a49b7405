namespace P2PProver.Node.Configuration;

/// <summary>A key that the command line sets.</summary>
/// <param name="Setting">The key.</param>
/// <param name="Flag">The option as it was meant, such as <c>--data-dir</c>.</param>
/// <param name="Text">The value as the option gives it.</param>
public sealed record FlagValue(Setting Setting, string Flag, string Text);
