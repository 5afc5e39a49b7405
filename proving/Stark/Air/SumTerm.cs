using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>One term of a <see cref="AirOpcode.Sum"/>.</summary>
/// <param name="Kind">What is added.</param>
/// <param name="X">The first operand.</param>
/// <param name="Y">The second factor of a product, else none.</param>
/// <param name="Uniform">Index of the uniform that a weighted term is multiplied with, else 0.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SumTerm(SumTermKind Kind, AirOperand X, AirOperand Y, int Uniform);
