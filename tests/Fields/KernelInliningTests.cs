using System.Runtime.CompilerServices;
using P2PProver.Testing;

namespace P2PProver.Fields.Tests;

public sealed class KernelInliningTests
{
    [Fact]
    public async Task Kernels_OfThisProject_AreInlinedWhole()
    {
        IReadOnlyList<string> failures = await JitInlining.FailuresAsync(RunKernels, "P2PProver.Fields.");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Kernel_WithTooManyOperators_IsReported()
    {
        IReadOnlyList<string> failures = await JitInlining.FailuresAsync(RunOversized, typeof(KernelInliningTests).FullName!);
        failures.ShouldContain(f => f.Contains(nameof(Oversized), StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailuresAsync_MethodWithState_IsRefused()
    {
        int state = 0;
        await Should.ThrowAsync<ArgumentException>(() => JitInlining.FailuresAsync(() => state++, "P2PProver."));
    }

    private static void RunKernels()
    {
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            ExtensionKernels kernel = default;
            SimdLevel.Run(level, ref kernel);

            // The odd width has whole tiles and a tail; the pass sizes reach fused and plain ways, odd and even layers.
            using FieldMatrix matrix = FieldMatrix.Zeros(1 << 11, 37);
            foreach (int passLog in (int[])[RootTables.LogSize, 3])
            {
                CosetLde.Extend(matrix, 1, KoalaBear.Generator, 1, passLog, level).Dispose();
                CosetLde.Transform(matrix, KoalaBear.Generator, 1, passLog, level).Dispose();
                CosetLde.InverseTransform(matrix, KoalaBear.Generator, 1, passLog, level).Dispose();
            }

            ExtDot.Rows(matrix, new Ext5[matrix.Width], new Ext5[matrix.Height], 1);
            ExtDot.Columns(matrix, new Ext5[matrix.Height], new Ext5[matrix.Width], 1);
        }
    }

    private static void RunOversized()
    {
        Oversized(Packed1.Broadcast(KoalaBear.Generator));
    }

    /// <summary>Far more than a hundred operator calls, against the rule for kernels.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Packed1 Oversized(Packed1 x)
    {
        Packed1 y = x;
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        y = (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
        return (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y) + (y * x) + (y * y) + (x * y);
    }

    private readonly struct ExtensionKernels : IPackedKernel
    {
        public unsafe void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            PackedExt5<T> x = PackedExt5<T>.One;
            PackedExt5<T>.Multiply(in x, in x, out x);
            PackedExt5<T>.Square(in x, out x);
            uint* words = stackalloc uint[T.Lanes];
            ExtDot.Sum(words, 0, new Ext5[4], out x);
        }
    }
}
