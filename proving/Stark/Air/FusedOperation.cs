using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>An instruction before registers are known: operands are nodes.</summary>
/// <param name="Opcode">The instruction.</param>
/// <param name="A">First vector operand's node, or -1.</param>
/// <param name="B">Second vector operand's node, or -1.</param>
/// <param name="C">Third vector operand's node, or -1.</param>
/// <param name="Uniform">Index of the uniform operand, or 0.</param>
internal sealed record FusedOperation(AirOpcode Opcode, int A = -1, int B = -1, int C = -1, int Uniform = 0)
{
    /// <summary>The terms of a sum, sorted by kind; empty for other instructions.</summary>
    internal ImmutableArray<FusedTerm> Terms { get; init; } = [];

    /// <summary>The nodes that the instruction reads.</summary>
    internal IEnumerable<int> Operands()
    {
        int[] fixedOperands = [A, B, C];
        return fixedOperands.Concat(Terms.SelectMany(t => (int[])[t.X, t.Y])).Where(id => id >= 0);
    }
}
