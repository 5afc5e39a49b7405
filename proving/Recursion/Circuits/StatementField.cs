using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>Where a field stands among the public values of Leaf and Merge.</summary>
/// <param name="Name">A readable name.</param>
/// <param name="Offset">The first element.</param>
/// <param name="Width">Number of elements.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StatementField(string Name, int Offset, int Width);
