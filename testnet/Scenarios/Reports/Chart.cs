namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>What is drawn.</summary>
/// <param name="Title">Above the picture.</param>
/// <param name="XLabel">Below the horizontal axis.</param>
/// <param name="XTicks">Positions with their labels; null for round numbers.</param>
/// <param name="Lines">The lines.</param>
/// <param name="IsLogarithmic">Whether the vertical axis is logarithmic; values of 0 and less are then left out.</param>
public sealed record Chart(string Title, string XLabel, IReadOnlyList<KeyValuePair<double, string>>? XTicks, IReadOnlyList<ChartLine> Lines, bool IsLogarithmic);
