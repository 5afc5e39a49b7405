using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>
/// One extension column of the permutation trace: the sum of m/d over one or two interactions, d being the tuple's fingerprint and
/// m its signed multiplicity.
/// </summary>
/// <param name="First">Index of the first interaction.</param>
/// <param name="Second">Index of the second one, or -1.</param>
/// <param name="Degree">Degree of the constraint that defines the column.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FractionColumn(int First, int Second, int Degree)
{
    /// <summary>Whether the column holds a single fraction.</summary>
    public bool IsSingle => Second < 0;
}
