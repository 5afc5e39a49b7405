using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>One node of a <see cref="CircuitAlgebra"/>; equal nodes are the same node.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="A">The first operand's node; a cell's number.</param>
/// <param name="B">The second operand's node.</param>
/// <param name="Subtracts">Whether the second operand of a sum is subtracted.</param>
/// <param name="Value">A constant's value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValueNode(ValueKind Kind, int A, int B, bool Subtracts, Ext5 Value);
