namespace P2PProver.Fields;

/// <content>One extension element for every column: the sum of the rows with extension weights.</content>
public static unsafe partial class ExtDot
{
    /// <summary>Rows whose tile sums are carried in registers; with any width in use the block stays in the second-level cache.</summary>
    private const int RowsPerBlock = 128;

    /// <summary>The rows are cut into this many parts whatever the number of threads, so that partial sums need little memory.</summary>
    private const int Parts = 16;

    /// <summary>
    /// destination[j] = sum_i weights[i] * matrix[i, j] for every column j. With the weights of barycentric interpolation these are
    /// the values of all columns at a point.
    /// </summary>
    /// <param name="matrix">Any width.</param>
    /// <param name="weights">One for each row.</param>
    /// <param name="destination">One for each column.</param>
    /// <param name="threads">The most threads to use; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The spans do not fit the matrix.</exception>
    public static void Columns(FieldMatrix matrix, ReadOnlySpan<Ext5> weights, Span<Ext5> destination, int threads)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ThrowUnlessEqual(weights.Length, matrix.Height, nameof(weights));
        ThrowUnlessEqual(destination.Length, matrix.Width, nameof(destination));
        using FieldMatrix partial = FieldMatrix.Zeros(Parts, Ext5.Degree * matrix.Width);

        // SAFETY: the span stays pinned until the kernel returns, and its length has been checked against the matrix.
        fixed (Ext5* first = weights)
        {
            ColumnsKernel kernel = new() { Matrix = matrix, Weights = (uint*)first, Partial = partial, Threads = threads };
            SimdLevel.Run(ref kernel);
        }

        destination.Clear();
        for (int part = 0; part < Parts; part++)
        {
            ReadOnlySpan<KoalaBear> sums = partial.Row(part);
            for (int j = 0; j < destination.Length; j++)
            {
                destination[j] += new Ext5(sums.Slice(j * Ext5.Degree, Ext5.Degree));
            }
        }
    }

    private readonly struct ColumnsKernel : IPackedKernel
    {
        public required FieldMatrix Matrix { get; init; }

        public required uint* Weights { get; init; }

        public required FieldMatrix Partial { get; init; }

        public required int Threads { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            FieldMatrix matrix = Matrix;
            FieldMatrix partial = Partial;
            uint* weights = Weights;
            int rowsPerPart = (matrix.Height + Parts - 1) / Parts;
            ParallelLoop.Run(Parts, Threads, part =>
            {
                int end = Math.Min(matrix.Height, (part + 1) * rowsPerPart);
                Span<Ext5> sums = System.Runtime.InteropServices.MemoryMarshal.Cast<KoalaBear, Ext5>(partial.Row(part));
                for (int row = part * rowsPerPart; row < end; row += RowsPerBlock)
                {
                    AddBlock<T>(matrix, row, Math.Min(RowsPerBlock, end - row), weights, sums);
                }
            });
        }
    }

    private static void AddBlock<T>(FieldMatrix matrix, int row, int count, uint* weights, Span<Ext5> sums)
        where T : unmanaged, IPacked<T>
    {
        uint* rows = matrix.Pointer + ((nint)row * matrix.Stride);
        Span<Ext5> tile = stackalloc Ext5[T.Lanes];
        for (int column = 0; column < matrix.Width; column += T.Lanes)
        {
            int lanes = Math.Min(T.Lanes, matrix.Width - column);
            SumKernel(rows + column, matrix.Stride, lanes, weights + ((nint)row * Ext5.Degree), count, out PackedExt5<T> sum);
            sum.Store(tile);
            for (int lane = 0; lane < lanes; lane++)
            {
                sums[column + lane] += tile[lane];
            }
        }
    }
}
