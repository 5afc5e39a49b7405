using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// Sums of products of extension elements with base field elements, reduced once at the end instead of once a product: the folding
/// of constraints with powers of alpha, reduced openings, and evaluation of columns at a point.
/// </summary>
public static unsafe partial class ExtDot
{
    /// <summary>Registers of a wide sum: for each of five coefficients the pair of <see cref="IPacked{T}.MultiplyAdd"/>.</summary>
    private const int WideRegisters = 10;

    /// <summary>
    /// sum_j coefficients[j] * values[j * stride + i] in lane i: one packed row of each of many columns, or one tile of columns of many rows.
    /// </summary>
    /// <param name="values">The first of the base field elements, as Montgomery words.</param>
    /// <param name="stride">Words from one term to the next.</param>
    /// <param name="coefficients">One for each term; every term reads Lanes words.</param>
    /// <param name="sum">Receives the sum.</param>
    public static void Sum<T>(uint* values, nint stride, ReadOnlySpan<Ext5> coefficients, out PackedExt5<T> sum)
        where T : unmanaged, IPacked<T>
    {
        T* wide = stackalloc T[WideRegisters];
        for (int i = 0; i < WideRegisters; i++)
        {
            wide[i] = T.Zero;
        }

        // SAFETY: the kernel reads as many elements from the pointer as the span has.
        fixed (Ext5* first = coefficients)
        {
            Accumulate(values, stride, T.Lanes, (uint*)first, coefficients.Length, 0, wide);
        }

        Reduce(wide, out sum);
    }

    /// <summary>Adds count terms to a wide sum. Scalar twin: the same code over <see cref="Packed1"/>.</summary>
    /// <param name="values">Lane i of term j is word j * stride + i.</param>
    /// <param name="stride">Words from one term to the next.</param>
    /// <param name="lanes">How many lanes there are to read; the others count as zeros.</param>
    /// <param name="coefficients">Five words a term.</param>
    /// <param name="count">Number of terms.</param>
    /// <param name="ahead">Words from a term to what is worth fetching meanwhile, or zero.</param>
    /// <param name="wide">The sum, each pair below p * 2^32 before and after.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<T>(uint* values, nint stride, int lanes, uint* coefficients, nint count, nint ahead, T* wide)
        where T : unmanaged, IPacked<T>
    {
        T e0 = wide[0], e1 = wide[2], e2 = wide[4], e3 = wide[6], e4 = wide[8];
        T o0 = wide[1], o1 = wide[3], o2 = wide[5], o3 = wide[7], o4 = wide[9];
        uint* value = values;
        uint* c = coefficients;
        for (nint j = 1; j <= count; j++, value += stride, c += Ext5.Degree)
        {
            CacheHints.FetchFar(value + ahead);
            T a = lanes == T.Lanes ? T.Load(in *value) : T.LoadPartial(value, lanes);
            T aOdd = T.OddLanes(a);
            MultiplyAdd(ref e0, ref o0, a, aOdd, c[0]);
            MultiplyAdd(ref e1, ref o1, a, aOdd, c[1]);
            MultiplyAdd(ref e2, ref o2, a, aOdd, c[2]);
            MultiplyAdd(ref e3, ref o3, a, aOdd, c[3]);
            MultiplyAdd(ref e4, ref o4, a, aOdd, c[4]);

            // After every second term and the last, so that at most two products stand above the last fold.
            if ((j & 1) == 0 || j == count)
            {
                T.FoldWide(ref e0, ref o0);
                T.FoldWide(ref e1, ref o1);
                T.FoldWide(ref e2, ref o2);
                T.FoldWide(ref e3, ref o3);
                T.FoldWide(ref e4, ref o4);
            }
        }

        (wide[0], wide[2], wide[4], wide[6], wide[8]) = (e0, e1, e2, e3, e4);
        (wide[1], wide[3], wide[5], wide[7], wide[9]) = (o0, o1, o2, o3, o4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Reduce<T>(T* wide, out PackedExt5<T> sum)
        where T : unmanaged, IPacked<T>
    {
        sum = new(
            T.ReduceWide(wide[0], wide[1]),
            T.ReduceWide(wide[2], wide[3]),
            T.ReduceWide(wide[4], wide[5]),
            T.ReduceWide(wide[6], wide[7]),
            T.ReduceWide(wide[8], wide[9]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T>(ref T even, ref T odd, T a, T aOdd, uint coefficient)
        where T : unmanaged, IPacked<T>
    {
        T broadcast = T.Broadcast(coefficient);
        T.MultiplyAdd(ref even, ref odd, a, aOdd, broadcast, broadcast);
    }
}
