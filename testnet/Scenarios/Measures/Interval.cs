using System.Runtime.InteropServices;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>A confidence interval.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Low, double High);
