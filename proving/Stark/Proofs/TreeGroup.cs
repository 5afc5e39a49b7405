using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>The matrices of one height in a Merkle tree, side by side.</summary>
/// <param name="LogSize">log2 of the number of rows.</param>
/// <param name="Width">Base columns of all its matrices together.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeGroup(int LogSize, int Width);
