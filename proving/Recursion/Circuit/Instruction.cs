using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>A step of the evaluation of a circuit.</summary>
/// <param name="Code">What to do.</param>
/// <param name="Row">The row or group that does it.</param>
/// <param name="X">A cell or a place on the tape.</param>
/// <param name="Y">A bit's number.</param>
/// <param name="Label">The labels in force.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(InstructionCode Code, int Row, int X, int Y, int Label);
