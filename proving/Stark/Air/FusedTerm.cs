using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>A term of a sum before registers are known: operands are nodes.</summary>
/// <param name="Kind">What is added.</param>
/// <param name="X">The first operand's node.</param>
/// <param name="Y">The second factor's node, or -1.</param>
/// <param name="Uniform">Index of the weight, or 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FusedTerm(SumTermKind Kind, int X, int Y = -1, int Uniform = 0);
