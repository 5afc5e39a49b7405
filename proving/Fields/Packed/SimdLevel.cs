namespace P2PProver.Fields;

/// <summary>
/// Chooses the packed type of kernels. The tests are constants to the JIT, so a dispatch costs nothing; the runtime's own switches
/// (DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0, DOTNET_EnableHWIntrinsic=0) lower the level.
/// </summary>
public static class SimdLevel
{
    /// <summary>The best level of this machine and process.</summary>
    public static InstructionSet Current
    {
        get
        {
            if (Packed16.IsSupported)
            {
                return InstructionSet.Avx512;
            }

            return Packed8.IsSupported ? InstructionSet.Avx2 : InstructionSet.Scalar;
        }
    }

    /// <summary>Elements a register at <see cref="Current"/>.</summary>
    public static int Lanes => Packed16.IsSupported ? Packed16.Lanes : Packed8.IsSupported ? Packed8.Lanes : Packed1.Lanes;

    public static bool IsSupported(InstructionSet level)
    {
        return level <= Current;
    }

    /// <summary>Runs the kernel at <see cref="Current"/>.</summary>
    public static void Run<TKernel>(ref TKernel kernel)
        where TKernel : struct, IPackedKernel, allows ref struct
    {
        if (Packed16.IsSupported)
        {
            kernel.Run<Packed16>();
        }
        else if (Packed8.IsSupported)
        {
            kernel.Run<Packed8>();
        }
        else
        {
            kernel.Run<Packed1>();
        }
    }

    /// <summary>Runs the kernel at a given level, for differential tests and benchmarks.</summary>
    /// <exception cref="PlatformNotSupportedException">The level is not available here.</exception>
    public static void Run<TKernel>(InstructionSet level, ref TKernel kernel)
        where TKernel : struct, IPackedKernel, allows ref struct
    {
        if (!IsSupported(level))
        {
            throw new PlatformNotSupportedException($"Instruction set {level} is not available in this process.");
        }

        switch (level)
        {
            case InstructionSet.Avx512:
                kernel.Run<Packed16>();
                break;
            case InstructionSet.Avx2:
                kernel.Run<Packed8>();
                break;
            default:
                kernel.Run<Packed1>();
                break;
        }
    }
}
