using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>An instruction before registers are known: operands are nodes.</summary>
/// <param name="Opcode">The instruction.</param>
/// <param name="A">First vector operand's node, or -1.</param>
/// <param name="B">Second vector operand's node, or -1.</param>
/// <param name="C">Third vector operand's node, or -1.</param>
/// <param name="Uniform">Index of the uniform operand, or 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FusedOperation(AirOpcode Opcode, int A, int B = -1, int C = -1, int Uniform = 0);
