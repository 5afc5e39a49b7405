using System.Runtime.Intrinsics;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Chooses how many Keccak states run at once: eight with AVX-512, four with AVX2, otherwise one.</summary>
internal static class KeccakLevel
{
    /// <summary>The best level whose states so many messages fill at least once.</summary>
    public static InstructionSet For(InstructionSet level, int messages)
    {
        if (level == InstructionSet.Avx512 && messages < KeccakLanes8.Count)
        {
            return For(InstructionSet.Avx2, messages);
        }

        return level == InstructionSet.Avx2 && messages < KeccakLanes4.Count ? InstructionSet.Scalar : level;
    }

    /// <summary>Runs the kernel at a given level.</summary>
    /// <exception cref="PlatformNotSupportedException">The level is not available here.</exception>
    public static void Run<TKernel>(InstructionSet level, ref TKernel kernel)
        where TKernel : struct, IKeccakKernel, allows ref struct
    {
        if (!SimdLevel.IsSupported(level))
        {
            throw new PlatformNotSupportedException($"Instruction set {level} is not available in this process.");
        }

        switch (level)
        {
            case InstructionSet.Avx512:
                kernel.Run<Vector512<ulong>, KeccakLanes8>();
                break;
            case InstructionSet.Avx2:
                kernel.Run<Vector256<ulong>, KeccakLanes4>();
                break;
            default:
                kernel.Run<ulong, KeccakLanes1>();
                break;
        }
    }
}
