using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>What a node knows of a live batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Known">Bit p: it knows a header for position p of <see cref="ProofTree.PositionOf"/>. Bit 127: it knows a final
/// header.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BatchStatus(BatchKey Batch, UInt128 Known);
