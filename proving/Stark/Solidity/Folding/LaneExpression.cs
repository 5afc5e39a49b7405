using System.Runtime.InteropServices;

namespace P2PProver.Stark.Solidity;

/// <summary>The text of an expression and what is known of its value.</summary>
/// <param name="Text">Yul.</param>
/// <param name="Bound">Exclusive bound of every lane.</param>
/// <param name="Depth">Nesting of operations, which the stack of the machine limits.</param>
/// <param name="Bytes">About how long the compiled code is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaneExpression(string Text, long Bound, int Depth, int Bytes);
