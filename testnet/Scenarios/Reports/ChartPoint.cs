using System.Runtime.InteropServices;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>A point of a line.</summary>
/// <param name="X">Along the axis.</param>
/// <param name="Y">The value.</param>
/// <param name="Low">The lower end of its confidence interval.</param>
/// <param name="High">The upper end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChartPoint(double X, double Y, double Low, double High);
