namespace P2PProver.Fields;

/// <content>One extension element for every column: the sum of the rows with extension weights.</content>
public static unsafe partial class ExtDot
{
    /// <summary>
    /// Words of the rows that are taken together, tile by tile: they come into the second-level cache while the block before is summed.
    /// </summary>
    private const int BlockWords = 1 << 15;

    /// <summary>With fewer rows a block, loading and storing the sums would count.</summary>
    private const int RowsPerBlockMin = 16;

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

        // SAFETY: the spans stay pinned until the kernel returns, and their lengths have been checked against the matrix.
        fixed (Ext5* first = weights, target = destination)
        {
            ColumnsKernel kernel = new() { Matrix = matrix, Weights = (uint*)first, Destination = target, Threads = threads };
            SimdLevel.Run(ref kernel);
        }
    }

    private static void AddBlock<T>(FieldMatrix matrix, int row, int count, uint* weights, T* sums)
        where T : unmanaged, IPacked<T>
    {
        uint* rows = matrix.Pointer + ((nint)row * matrix.Stride);
        uint* rowWeights = weights + ((nint)row * Ext5.Degree);
        nint ahead = (nint)count * matrix.Stride;
        T* wide = sums;
        for (int column = 0; column < matrix.Width; column += T.Lanes, wide += WideRegisters)
        {
            int lanes = Math.Min(T.Lanes, matrix.Width - column);
            Accumulate(rows + column, matrix.Stride, lanes, rowWeights, count, ahead, wide);
        }
    }

    private readonly struct ColumnsKernel : IPackedKernel
    {
        public required FieldMatrix Matrix { get; init; }

        public required uint* Weights { get; init; }

        public required Ext5* Destination { get; init; }

        public required int Threads { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            FieldMatrix matrix = Matrix;
            uint* weights = Weights;
            int tiles = (matrix.Width + T.Lanes - 1) / T.Lanes;
            nint partRegisters = (nint)tiles * WideRegisters;
            using FieldBuffer buffer = FieldBufferPool.Shared.Rent(Parts * partRegisters * T.Lanes, clear: true);
            T* sums = (T*)buffer.Pointer;
            int rowsPerPart = (matrix.Height + Parts - 1) / Parts;
            int rowsPerBlock = Math.Max(BlockWords / Math.Max(matrix.Stride, 1), RowsPerBlockMin);
            ParallelLoop.Run(Parts, Threads, part =>
            {
                int end = Math.Min(matrix.Height, (part + 1) * rowsPerPart);
                for (int row = part * rowsPerPart; row < end; row += rowsPerBlock)
                {
                    AddBlock(matrix, row, Math.Min(rowsPerBlock, end - row), weights, sums + (part * partRegisters));
                }
            });
            Collect(sums, tiles);
        }

        /// <summary>Adds up the parts.</summary>
        private void Collect<T>(T* sums, int tiles)
            where T : unmanaged, IPacked<T>
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                PackedExt5<T> total = PackedExt5<T>.Zero;
                for (int part = 0; part < Parts; part++)
                {
                    Reduce(sums + ((((nint)part * tiles) + tile) * WideRegisters), out PackedExt5<T> sum);
                    total += sum;
                }

                int column = tile * T.Lanes;
                total.Store(new Span<Ext5>(Destination + column, Math.Min(T.Lanes, Matrix.Width - column)));
            }
        }
    }
}
