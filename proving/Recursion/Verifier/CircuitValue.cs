using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>A value of the extension that a circuit may compute: a node of a <see cref="CircuitAlgebra"/>, or its negative.</summary>
/// <param name="Node">The node.</param>
/// <param name="IsNegated">Whether the node's negative is meant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CircuitValue(int Node, bool IsNegated);
