using System.Runtime.InteropServices;

namespace P2PProver.Hashing;

/// <summary>The size of a committed matrix.</summary>
/// <param name="LogHeight">Binary logarithm of the number of rows.</param>
/// <param name="Width">Number of columns, at least one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MatrixShape(int LogHeight, int Width);
