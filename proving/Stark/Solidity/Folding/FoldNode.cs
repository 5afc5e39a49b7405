using System.Runtime.InteropServices;

namespace P2PProver.Stark.Solidity;

/// <summary>One node of a <see cref="FoldGraph"/>; equal nodes are the same node.</summary>
/// <param name="Kind">What the node is.</param>
/// <param name="A">The left operand's node; an input's number; a constant's canonical value.</param>
/// <param name="B">The right operand's node; the canonical factor of a scaling; the exponent of a shift; else 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoldNode(FoldKind Kind, int A, int B)
{
    /// <summary>The operands.</summary>
    public ReadOnlySpan<int> Operands => Kind switch
    {
        FoldKind.Add or FoldKind.Subtract or FoldKind.Multiply => new[] { A, B },
        FoldKind.Scale or FoldKind.Shift => new[] { A },
        _ => [],
    };
}
