using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>A value of the base field inside a circuit: the number of a write-once cell whose upper four coefficients are zero.</summary>
/// <param name="Cell">The cell, of the builder that made it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Scalar(int Cell);
