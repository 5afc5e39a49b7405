using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <content>One extension element for every row: the dot product of the row with constant coefficients.</content>
public static unsafe partial class ExtDot
{
    /// <summary>Rows a work item; small enough to share out, large enough to amortise the start of the item.</summary>
    private const int RowsPerItem = 1024;

    /// <summary>destination[i] = sum_j coefficients[j] * matrix[i, j] for every row i.</summary>
    /// <param name="matrix">Any width.</param>
    /// <param name="coefficients">One for each column.</param>
    /// <param name="destination">One for each row.</param>
    /// <param name="threads">The most threads to use; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The spans do not fit the matrix.</exception>
    public static void Rows(FieldMatrix matrix, ReadOnlySpan<Ext5> coefficients, Span<Ext5> destination, int threads)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ThrowUnlessEqual(coefficients.Length, matrix.Width, nameof(coefficients));
        ThrowUnlessEqual(destination.Length, matrix.Height, nameof(destination));

        // SAFETY: the spans stay pinned until the kernel returns, and their lengths have been checked against the matrix.
        fixed (Ext5* first = coefficients, target = destination)
        {
            RowsKernel kernel = new() { Matrix = matrix, Coefficients = (uint*)first, Destination = target, Threads = threads };
            SimdLevel.Run(ref kernel);
        }
    }

    private static void ThrowUnlessEqual(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"There must be {expected} elements, not {length}.", name);
        }
    }

    private readonly struct RowsKernel : IPackedKernel
    {
        public required FieldMatrix Matrix { get; init; }

        public required uint* Coefficients { get; init; }

        public required Ext5* Destination { get; init; }

        public required int Threads { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            FieldMatrix matrix = Matrix;
            Ext5* destination = Destination;
            int height = matrix.Height;
            int width = matrix.Width;
            int tiles = (width + T.Lanes - 1) / T.Lanes;
            using FieldBuffer buffer = FieldBufferPool.Shared.Rent((nint)tiles * 2 * Ext5.Degree * T.Lanes);
            T* table = (T*)buffer.Pointer;
            BuildTable(Coefficients, width, table);
            ParallelLoop.Run((height + RowsPerItem - 1) / RowsPerItem, Threads, item =>
            {
                int start = item * RowsPerItem;
                int count = Math.Min(RowsPerItem, height - start);
                RowsBlock(matrix.Pointer + ((nint)start * matrix.Stride), matrix.Stride, width, table, destination + start, count);
            });
        }
    }

    /// <summary>
    /// Packs the coefficients as the kernel reads them: for every tile of Lanes columns, for every coefficient of X^k the register
    /// and its odd lanes; zeros beyond the width.
    /// </summary>
    private static void BuildTable<T>(uint* coefficients, int width, T* table)
        where T : unmanaged, IPacked<T>
    {
        uint* words = stackalloc uint[T.Lanes];
        for (int column = 0; column < width; column += T.Lanes)
        {
            for (int k = 0; k < Ext5.Degree; k++)
            {
                for (int lane = 0; lane < T.Lanes; lane++)
                {
                    words[lane] = column + lane < width ? coefficients[((column + lane) * Ext5.Degree) + k] : 0;
                }

                T packed = T.Load(in *words);
                *table++ = packed;
                *table++ = T.OddLanes(packed);
            }
        }
    }

    /// <summary>A lane holds the partial sums of the columns that are congruent to it; lanes are added up at the end of a row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowsBlock<T>(uint* rows, nint stride, nint width, T* table, Ext5* destination, nint count)
        where T : unmanaged, IPacked<T>
    {
        for (nint i = 0; i < count; i++, rows += stride)
        {
            T e0 = T.Zero, e1 = T.Zero, e2 = T.Zero, e3 = T.Zero, e4 = T.Zero;
            T o0 = T.Zero, o1 = T.Zero, o2 = T.Zero, o3 = T.Zero, o4 = T.Zero;
            T* c = table;
            for (nint column = 0; column < width; column += T.Lanes, c += 2 * Ext5.Degree)
            {
                T a = column + T.Lanes <= width ? T.Load(in rows[column]) : T.LoadPartial(rows + column, (int)(width - column));
                T aOdd = T.OddLanes(a);
                T.MultiplyAdd(ref e0, ref o0, a, aOdd, c[0], c[1]);
                T.MultiplyAdd(ref e1, ref o1, a, aOdd, c[2], c[3]);
                T.MultiplyAdd(ref e2, ref o2, a, aOdd, c[4], c[5]);
                T.MultiplyAdd(ref e3, ref o3, a, aOdd, c[6], c[7]);
                T.MultiplyAdd(ref e4, ref o4, a, aOdd, c[8], c[9]);

                // After every second tile, so at most two products stand above the last fold.
                if ((column & T.Lanes) != 0)
                {
                    T.FoldWide(ref e0, ref o0);
                    T.FoldWide(ref e1, ref o1);
                    T.FoldWide(ref e2, ref o2);
                    T.FoldWide(ref e3, ref o3);
                    T.FoldWide(ref e4, ref o4);
                }
            }

            destination[i] = new(
                T.SumLanes(FoldReduce(e0, o0)),
                T.SumLanes(FoldReduce(e1, o1)),
                T.SumLanes(FoldReduce(e2, o2)),
                T.SumLanes(FoldReduce(e3, o3)),
                T.SumLanes(FoldReduce(e4, o4)));
        }
    }
}
