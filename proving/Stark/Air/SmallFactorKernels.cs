using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// d = a + k b for factors k that need no multiplication: small integers, and fractions of a power of two. Matrices of permutations
/// consist of them. Vector i of an operand holds rows i * Lanes to (i + 1) * Lanes - 1 of the block; the scalar twin is the same code
/// over <see cref="Packed1"/>.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal static unsafe class SmallFactorKernels<T>
    where T : unmanaged, IPacked<T>
{
    private static readonly delegate*<BoundInstruction*, nint, void>[] Kernels =
    [
        &Loop<Twice>, &Loop<Thrice>, &Loop<FourTimes>, &Loop<MinusTwice>, &Loop<MinusThrice>, &Loop<MinusFourTimes>,
        &Loop<Half>, &Loop<Quarter>, &Loop<Eighth>, &Loop<Sixteenth>, &Loop<Shift8>, &Loop<Shift24>,
        &Loop<MinusHalf>, &Loop<MinusQuarter>, &Loop<MinusEighth>, &Loop<MinusSixteenth>, &Loop<MinusShift8>, &Loop<MinusShift24>,
    ];

    private static readonly KoalaBear[] Factors = CreateFactors();

    private interface IFactor
    {
        static abstract T AddTo(T a, T b);
    }

    /// <summary>The kernel of a factor, or null when it has none.</summary>
    internal static delegate*<BoundInstruction*, nint, void> MultiplyAdd(KoalaBear factor)
    {
        int index = Array.IndexOf(Factors, factor);
        return index < 0 ? null : Kernels[index];
    }

    /// <summary>The factors in the order of their kernels.</summary>
    private static KoalaBear[] CreateFactors()
    {
        KoalaBear[] integers = [KoalaBear.FromCanonical(2), KoalaBear.FromCanonical(3), KoalaBear.FromCanonical(4)];
        KoalaBear half = KoalaBear.One.Halve();
        KoalaBear[] fractions = [half, half.Pow(2), half.Pow(3), half.Pow(4), half.Pow(8), half.Pow(24)];
        return [.. integers, .. integers.Select(k => -k), .. fractions, .. fractions.Select(k => -k)];
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TFactor>(BoundInstruction* i, nint count)
        where TFactor : struct, IFactor
    {
        T* d = (T*)i->D;
        T* a = (T*)i->A;
        T* b = (T*)i->B;

        // SAFETY: each operand points to count vectors of the worker's memory.
        for (nint v = 0; v < count; v++)
        {
            d[v] = TFactor.AddTo(a[v], b[v]);
        }
    }

    private readonly struct Twice : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.Double(b);
    }

    private readonly struct Thrice : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + (T.Double(b) + b);
    }

    private readonly struct FourTimes : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.Double(T.Double(b));
    }

    private readonly struct MinusTwice : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.Double(b);
    }

    private readonly struct MinusThrice : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - (T.Double(b) + b);
    }

    private readonly struct MinusFourTimes : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.Double(T.Double(b));
    }

    private readonly struct Half : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.Halve(b);
    }

    private readonly struct MinusHalf : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.Halve(b);
    }

    // Lanes of NegDivPow2 may equal p, which a sum accepts in one operand and a difference in its subtrahend.
    private readonly struct Quarter : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.NegDivPow2(b, 2);
    }

    private readonly struct MinusQuarter : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.NegDivPow2(b, 2);
    }

    private readonly struct Eighth : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.NegDivPow2(b, 3);
    }

    private readonly struct MinusEighth : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.NegDivPow2(b, 3);
    }

    private readonly struct Sixteenth : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.NegDivPow2(b, 4);
    }

    private readonly struct MinusSixteenth : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.NegDivPow2(b, 4);
    }

    private readonly struct Shift8 : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.NegDivPow2(b, 8);
    }

    private readonly struct MinusShift8 : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.NegDivPow2(b, 8);
    }

    private readonly struct Shift24 : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a - T.NegDivPow2(b, 24);
    }

    private readonly struct MinusShift24 : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T AddTo(T a, T b) => a + T.NegDivPow2(b, 24);
    }
}
