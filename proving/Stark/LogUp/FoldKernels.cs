using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Sums of base field vectors weighted with extension constants. An extension accumulator is five wide accumulators, ten registers:
/// lane i of each belongs to row i of the vector, see <see cref="IPacked{T}.MultiplyAdd"/>. Two products are added between folds.
/// The scalar twin is the same code over <see cref="Packed1"/>.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal static unsafe class FoldKernels<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>Registers of an extension accumulator.</summary>
    internal const int AccumulatorSize = 2 * Degree;

    private const int Degree = 5;
    private const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Registers that must be writable behind the accumulators of a block: the weights of one step in every lane.</summary>
    internal const int ScratchSize = MaxValues * Degree;

    /// <summary>Most values of one step.</summary>
    internal const int MaxValues = 8;

    /// <summary>
    /// An interpreter step: D accumulators, A the values, C vectors from a value to the next, B the weights, K pairs of values.
    /// </summary>
    [MethodImpl(Kernel)]
    internal static void Step(BoundInstruction* i, nint count) =>
        Accumulate((T*)i->D, (T*)i->A, (nint)i->C, 1, (uint*)i->B, (nint)i->K, count);

    /// <summary>Adds weighted values to accumulators.</summary>
    /// <param name="accumulators">One a vector of rows, with room for <see cref="ScratchSize"/> registers behind them.</param>
    /// <param name="values">The first value's first vector.</param>
    /// <param name="valueStride">Vectors from a value to the next.</param>
    /// <param name="vectorStride">Vectors from a vector of rows to the next.</param>
    /// <param name="weights">Five Montgomery words a value.</param>
    /// <param name="pairs">Half the number of values, of which there are at most <see cref="MaxValues"/>.</param>
    /// <param name="count">Number of vectors of rows.</param>
    [MethodImpl(Kernel)]
    internal static void Accumulate(
        T* accumulators, T* values, nint valueStride, nint vectorStride, uint* weights, nint pairs, nint count)
    {
        // SAFETY: the scratch behind the accumulators takes the weights of eight values; the caller sizes everything by the same count.
        // Broadcasting each weight once saves one transfer between register files a product and row vector.
        T* lanes = accumulators + (count * AccumulatorSize);
        for (nint i = 0; i < pairs * 2 * Degree; i++)
        {
            lanes[i] = T.Broadcast(weights[i]);
        }

        for (nint v = 0; v < count; v++)
        {
            AccumulateRow(accumulators + (v * AccumulatorSize), values + (v * vectorStride), valueStride, lanes, pairs);
        }
    }

    /// <summary>Reduces accumulators to extension elements and multiplies each by a base field factor.</summary>
    [MethodImpl(Kernel)]
    internal static void Reduce(T* accumulators, T* factors, PackedExt5<T>* destination, nint count)
    {
        // SAFETY: each argument points to count vectors, accumulators to ten registers a vector.
        for (nint v = 0; v < count; v++)
        {
            T* a = accumulators + (v * AccumulatorSize);
            PackedExt5<T> sum = new(
                T.ReduceWide(a[0], a[1]),
                T.ReduceWide(a[2], a[3]),
                T.ReduceWide(a[4], a[5]),
                T.ReduceWide(a[6], a[7]),
                T.ReduceWide(a[8], a[9]));
            destination[v] = sum.MulBase(factors[v]);
        }
    }

    /// <summary>destination = constant + the sum of elements times weights: the fingerprints of tuples.</summary>
    /// <param name="destination">One extension vector a vector of rows.</param>
    /// <param name="elements">The first vector of each element.</param>
    /// <param name="weights">Five Montgomery words an element.</param>
    /// <param name="elementCount">Number of elements.</param>
    /// <param name="constant">Five Montgomery words.</param>
    /// <param name="count">Number of vectors of rows.</param>
    [MethodImpl(Kernel)]
    internal static void WeightedSum(
        PackedExt5<T>* destination, T** elements, uint* weights, nint elementCount, uint* constant, nint count)
    {
        // SAFETY: each element points to count vectors, and there are five weight words an element.
        for (nint v = 0; v < count; v++)
        {
            destination[v] = WeightedSumRow(elements, weights, elementCount, constant, v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AccumulateRow(T* accumulator, T* values, nint valueStride, T* weights, nint pairs)
    {
        T* a = accumulator;
        T e0 = a[0], o0 = a[1], e1 = a[2], o1 = a[3], e2 = a[4], o2 = a[5], e3 = a[6], o3 = a[7], e4 = a[8], o4 = a[9];
        for (nint p = 0; p < pairs; p++)
        {
            T x = values[0];
            T y = values[valueStride];
            T xOdd = T.OddLanes(x);
            T yOdd = T.OddLanes(y);
            AddPair(ref e0, ref o0, x, xOdd, y, yOdd, weights);
            AddPair(ref e1, ref o1, x, xOdd, y, yOdd, weights + 1);
            AddPair(ref e2, ref o2, x, xOdd, y, yOdd, weights + 2);
            AddPair(ref e3, ref o3, x, xOdd, y, yOdd, weights + 3);
            AddPair(ref e4, ref o4, x, xOdd, y, yOdd, weights + 4);
            values += 2 * valueStride;
            weights += 2 * Degree;
        }

        a[0] = e0;
        a[1] = o0;
        a[2] = e1;
        a[3] = o1;
        a[4] = e2;
        a[5] = o2;
        a[6] = e3;
        a[7] = o3;
        a[8] = e4;
        a[9] = o4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(ref T even, ref T odd, T x, T xOdd, T y, T yOdd, T* weights)
    {
        // A weight stands in every lane, so it is its own odd half.
        T weight = weights[0];
        T.MultiplyAdd(ref even, ref odd, x, xOdd, weight, weight);
        weight = weights[Degree];
        T.MultiplyAdd(ref even, ref odd, y, yOdd, weight, weight);
        T.FoldWide(ref even, ref odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PackedExt5<T> WeightedSumRow(T** elements, uint* weights, nint elementCount, uint* constant, nint v)
    {
        T e0 = default, o0 = default, e1 = default, o1 = default, e2 = default;
        T o2 = default, e3 = default, o3 = default, e4 = default, o4 = default;
        for (nint i = 0; i < elementCount; i++)
        {
            T x = elements[i][v];
            T xOdd = T.OddLanes(x);
            AddOne(ref e0, ref o0, x, xOdd, weights);
            AddOne(ref e1, ref o1, x, xOdd, weights + 1);
            AddOne(ref e2, ref o2, x, xOdd, weights + 2);
            AddOne(ref e3, ref o3, x, xOdd, weights + 3);
            AddOne(ref e4, ref o4, x, xOdd, weights + 4);
            weights += Degree;
        }

        return new PackedExt5<T>(
            T.ReduceWide(e0, o0) + T.Broadcast(constant[0]),
            T.ReduceWide(e1, o1) + T.Broadcast(constant[1]),
            T.ReduceWide(e2, o2) + T.Broadcast(constant[2]),
            T.ReduceWide(e3, o3) + T.Broadcast(constant[3]),
            T.ReduceWide(e4, o4) + T.Broadcast(constant[4]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne(ref T even, ref T odd, T x, T xOdd, uint* weights)
    {
        T weight = T.Broadcast(weights[0]);
        T.MultiplyAdd(ref even, ref odd, x, xOdd, weight, weight);
        T.FoldWide(ref even, ref odd);
    }
}
