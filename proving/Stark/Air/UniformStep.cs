using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>How one uniform of an <see cref="AirProgram"/> is computed, once a proof, from earlier ones.</summary>
/// <param name="Kind"><see cref="ExprKind.Constant"/>, <see cref="ExprKind.Public"/> or an operation.</param>
/// <param name="A">The constant's Montgomery word, the public value's index, or the left operand's uniform.</param>
/// <param name="B">The right operand's uniform.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UniformStep(ExprKind Kind, int A, int B);
