using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>Rows between natural and bit-reversed order, at the ends of the transforms that have no extension to hide it in.</summary>
internal static unsafe class RowPermutation
{
    private const int RowsPerItem = 4096;

    /// <summary>Row rev(i) of the destination becomes row i of the source.</summary>
    public static void CopyBitReversed(FieldMatrix source, FieldMatrix destination, int log, int threads)
    {
        ForRows(source.Height, threads, i => source.Row(i).CopyTo(destination.Row((int)BitOrder.Reverse((uint)i, log))));
    }

    /// <summary>In place: row i becomes the former row rev(i) times the table's entry i.</summary>
    public static void ReverseAndScale<T>(FieldMatrix matrix, int log, PowerTable table, int threads)
        where T : unmanaged, IPacked<T>
    {
        ForRows(matrix.Height, threads, i =>
        {
            // The pair is done once, by its smaller index; an index that is its own reversal is a pair with itself.
            int j = (int)BitOrder.Reverse((uint)i, log);
            if (i <= j)
            {
                uint* row = matrix.Pointer + ((nint)i * matrix.Stride);
                uint* other = matrix.Pointer + ((nint)j * matrix.Stride);
                SwapScaled<T>(row, other, matrix.Width, table[i].Montgomery, table[j].Montgomery);
            }
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SwapScaled<T>(uint* row, uint* other, nint width, uint rowFactor, uint otherFactor)
        where T : unmanaged, IPacked<T>
    {
        nint k = 0;
        for (; k + T.Lanes <= width; k += T.Lanes)
        {
            T a = T.MulScalar(T.Load(in row[k]), otherFactor);
            T b = T.MulScalar(T.Load(in other[k]), rowFactor);
            T.Store(a, ref other[k]);
            T.Store(b, ref row[k]);
        }

        if (k < width)
        {
            int rest = (int)(width - k);
            T a = T.MulScalar(T.LoadPartial(row + k, rest), otherFactor);
            T b = T.MulScalar(T.LoadPartial(other + k, rest), rowFactor);
            T.StorePartial(a, other + k, rest);
            T.StorePartial(b, row + k, rest);
        }
    }

    private static void ForRows(int height, int threads, Action<int> body)
    {
        ParallelLoop.Run((height + RowsPerItem - 1) / RowsPerItem, threads, item =>
        {
            int end = Math.Min(height, (item + 1) * RowsPerItem);
            for (int i = item * RowsPerItem; i < end; i++)
            {
                body(i);
            }
        });
    }
}
