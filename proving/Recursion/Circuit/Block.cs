using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>Eight base values inside a circuit, a block of a sponge or a digest: the number of a write-once cell.</summary>
/// <param name="Cell">The cell, of the builder that made it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Block(int Cell);
