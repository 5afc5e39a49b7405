namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">From left to right.</param>
/// <param name="IsTheory">Drawn dashed and without points: a closed form, not a measurement.</param>
public sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points, bool IsTheory);
