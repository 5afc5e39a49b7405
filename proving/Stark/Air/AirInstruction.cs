using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>One instruction of an <see cref="AirProgram"/>: six 32-bit words, fit to be handed to a device as they are.</summary>
/// <param name="Opcode">What to do.</param>
/// <param name="D">The destination: a register or an output.</param>
/// <param name="A">First vector operand, or none.</param>
/// <param name="B">Second vector operand, or none.</param>
/// <param name="C">Third vector operand, or none.</param>
/// <param name="Uniform">Index of the uniform operand; 0 when the opcode takes none.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct AirInstruction(
    AirOpcode Opcode,
    AirOperand D,
    AirOperand A,
    AirOperand B,
    AirOperand C,
    int Uniform);
