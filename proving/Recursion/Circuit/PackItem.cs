using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>An element of a stream: one base value or the five coefficients of an extension value.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="IsExtension">Whether it takes five places instead of one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PackItem(int Cell, bool IsExtension)
{
    public int Width => IsExtension ? 5 : 1;
}
