using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>A value of the degree-5 extension inside a circuit: the number of a write-once cell of five elements.</summary>
/// <param name="Cell">The cell, of the builder that made it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Extension(int Cell)
{
    /// <summary>A base value is an extension value with four zeros: the same cell.</summary>
    public static implicit operator Extension(Scalar value) => new(value.Cell);

    /// <summary>The same as the implicit conversion.</summary>
    public static Extension FromScalar(Scalar value) => value;
}
