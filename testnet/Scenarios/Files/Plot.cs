namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>A measurement over what is varied.</summary>
/// <param name="Title">Above the picture.</param>
/// <param name="X">The sweep along the axis.</param>
/// <param name="Metrics">The metrics drawn, each as a line with its confidence interval.</param>
/// <param name="By">Another sweep, each value of which is a line of its own; null for none.</param>
/// <param name="ClosedForm">What theory says; null for nothing.</param>
/// <param name="IsLogarithmic">Whether the vertical axis is logarithmic.</param>
public sealed record Plot(string Title, string X, IReadOnlyList<string> Metrics, string? By, ClosedForm? ClosedForm, bool IsLogarithmic);
