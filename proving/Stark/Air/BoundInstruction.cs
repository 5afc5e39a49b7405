using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>An instruction whose operands are addresses in one worker's memory, or a step of the folding between instructions.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct BoundInstruction
{
    /// <summary>Executes the instruction on a number of vectors.</summary>
    internal delegate*<BoundInstruction*, nint, void> Kernel;

    /// <summary>The destination.</summary>
    internal void* D;

    /// <summary>The first operand.</summary>
    internal void* A;

    /// <summary>The second operand.</summary>
    internal void* B;

    /// <summary>The third operand.</summary>
    internal void* C;

    /// <summary>The uniform operand's Montgomery word, in whatever form the kernel wants it, or a count.</summary>
    internal uint K;
}
