using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// Sums of products of extension elements with base field elements, reduced once at the end instead of once a product: the folding
/// of constraints with powers of alpha, reduced openings, and evaluation of columns at a point.
/// </summary>
public static unsafe partial class ExtDot
{
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
        // SAFETY: the kernel reads as many elements from the pointer as the span has.
        fixed (Ext5* first = coefficients)
        {
            SumKernel(values, stride, T.Lanes, (uint*)first, coefficients.Length, out sum);
        }
    }

    /// <summary>Scalar twin: five dot products with one reduction each in <see cref="Packed1"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumKernel<T>(uint* values, nint stride, int lanes, uint* coefficients, nint count, out PackedExt5<T> sum)
        where T : unmanaged, IPacked<T>
    {
        // Each pair of registers holds the 64-bit sums of one coefficient, below p * 2^32 at the head of the loop.
        T e0 = T.Zero, e1 = T.Zero, e2 = T.Zero, e3 = T.Zero, e4 = T.Zero;
        T o0 = T.Zero, o1 = T.Zero, o2 = T.Zero, o3 = T.Zero, o4 = T.Zero;
        uint* value = values;
        uint* c = coefficients;
        for (nint j = 0; j < count; j++, value += stride, c += Ext5.Degree)
        {
            T a = lanes == T.Lanes ? T.Load(in *value) : T.LoadPartial(value, lanes);
            T aOdd = T.OddLanes(a);
            MultiplyAdd(ref e0, ref o0, a, aOdd, c[0]);
            MultiplyAdd(ref e1, ref o1, a, aOdd, c[1]);
            MultiplyAdd(ref e2, ref o2, a, aOdd, c[2]);
            MultiplyAdd(ref e3, ref o3, a, aOdd, c[3]);
            MultiplyAdd(ref e4, ref o4, a, aOdd, c[4]);

            // After an even number of terms, so at most two products stand above the last fold.
            if ((j & 1) != 0)
            {
                T.FoldWide(ref e0, ref o0);
                T.FoldWide(ref e1, ref o1);
                T.FoldWide(ref e2, ref o2);
                T.FoldWide(ref e3, ref o3);
                T.FoldWide(ref e4, ref o4);
            }
        }

        sum = new(FoldReduce(e0, o0), FoldReduce(e1, o1), FoldReduce(e2, o2), FoldReduce(e3, o3), FoldReduce(e4, o4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T>(ref T even, ref T odd, T a, T aOdd, uint coefficient)
        where T : unmanaged, IPacked<T>
    {
        T broadcast = T.Broadcast(coefficient);
        T.MultiplyAdd(ref even, ref odd, a, aOdd, broadcast, broadcast);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FoldReduce<T>(T even, T odd)
        where T : unmanaged, IPacked<T>
    {
        T.FoldWide(ref even, ref odd);
        return T.ReduceWide(even, odd);
    }
}
