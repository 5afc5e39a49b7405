using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// Transforms of all columns of a matrix at once, a few layers in a pass over memory. In a pass of m layers of spans from 2^low on,
/// a block is the rows first + q * 2^low, q &lt; 2^m; the twiddles of a block depend on first mod 2^low alone.
/// </summary>
internal static unsafe class MatrixTransform<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>
    /// Passes of decimation in frequency, from values on the subgroup in natural order towards coefficients, times the height, in
    /// bit-reversed order.
    /// </summary>
    /// <param name="source">Row i from <c>First + i * Stride</c> on.</param>
    /// <param name="destination">May be the source.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="plan">Layers of each pass, narrowest first.</param>
    /// <param name="firstPass">The passes from this one up are done; 0 for a complete transform.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void Inverse(RowSet source, RowSet destination, int width, int[] plan, int firstPass, int threads)
    {
        RowSet from = source;
        int log = plan.Sum();
        int low = log;
        for (int p = plan.Length - 1; p >= firstPass; p--)
        {
            low -= plan[p];
            DifPass(from, destination, width, log, low, plan[p], threads);
            from = destination;
        }
    }

    /// <summary>
    /// The pass of the narrowest layers: the end of the inverse transform, if the source holds values, and the beginning of the forward
    /// transform to every coset.
    /// </summary>
    /// <param name="source">2^log rows, in the places where the inverse passes above this one put them, or bit-reversed coefficients.</param>
    /// <param name="fromValues">Which of the two.</param>
    /// <param name="rows">Dense rows of the result; the source may be the rows of the last coset among them.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="log">Binary logarithm of the number of coefficients.</param>
    /// <param name="cosets">Number of cosets.</param>
    /// <param name="m">Layers of this pass.</param>
    /// <param name="scale">Factors of the coefficients.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void Cosets(
        RowSet source, bool fromValues, uint* rows, int width, int log, int cosets, int m, CosetScale scale, int threads)
    {
        WorkItems items = new(width, 1 << (log - m), m);
        nint tileWords = 2 * ColumnGroups.ScratchWords(m);
        nint n = (nint)1 << m;
        RowSet destination = new((nint)rows, (nint)width * cosets);
        ParallelLoop.Run(items.Count, threads, tileWords + (cosets * n), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            uint* scales = scratch.Pointer + tileWords;
            for (int coset = 0; coset < cosets; coset++)
            {
                Scale(scale.Table(coset), scales + (coset * n), n, scale.BlockFactor(coset, block).Montgomery);
            }

            CosetBlock<T> group = new()
            {
                Source = source.Every(0, block * n),
                Destination = destination.Every(0, block * n),
                CosetStride = width,
                Cosets = cosets,
                Log = m,
                Scales = scales,
                FromValues = fromValues,
                Scratch = (T*)scratch.Pointer,
            };
            ColumnGroups.ForEach<T, CosetBlock<T>>(begin, end, m, group);
        });
    }

    /// <summary>The remaining passes of the forward transform, over the dense rows of all cosets, which end in natural order.</summary>
    public static void Forward(uint* rows, int width, int cosets, int[] plan, int threads)
    {
        // All cosets have the same twiddles, so as many consecutive rows are one row of a wider matrix.
        int merged = checked(width * cosets);
        int log = plan.Sum();
        int low = plan[0];
        for (int p = 1; p < plan.Length; p++)
        {
            DitPass(new RowSet((nint)rows, merged), merged, log, low, plan[p], threads);
            low += plan[p];
        }
    }

    private static void DifPass(RowSet source, RowSet destination, int width, int log, int low, int m, int threads)
    {
        WorkItems items = new(width, 1 << (log - m), m);
        nint tileWords = ColumnGroups.ScratchWords(m);
        KoalaBear root = KoalaBear.TwoAdicGenerator(low + m).Inverse();
        ParallelLoop.Run(items.Count, threads, tileWords + ((nint)1 << m), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            uint* twiddles = scratch.Pointer + tileWords;
            ScaleTwiddles(RootTables.Inverse, twiddles, m, root.Pow(Residue(block, low)));
            DifBlock<T> group = new()
            {
                Source = source.Every(low, FirstRow(block, low, m)),
                Destination = destination.Every(low, FirstRow(block, low, m)),
                Log = m,
                Twiddles = twiddles,
                Scratch = (T*)scratch.Pointer,
            };
            ColumnGroups.ForEach<T, DifBlock<T>>(begin, end, m, group);
        });
    }

    private static void DitPass(RowSet rows, int width, int log, int low, int m, int threads)
    {
        WorkItems items = new(width, 1 << (log - m), m);
        nint tileWords = ColumnGroups.ScratchWords(m);
        KoalaBear root = KoalaBear.TwoAdicGenerator(low + m);
        ParallelLoop.Run(items.Count, threads, tileWords + ((nint)1 << m), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            uint* twiddles = scratch.Pointer + tileWords;
            ScaleTwiddles(RootTables.Forward, twiddles, m, root.Pow(Residue(block, low)));
            DitBlock<T> group = new()
            {
                Rows = rows.Every(low, FirstRow(block, low, m)),
                Log = m,
                Twiddles = twiddles,
                Scratch = (T*)scratch.Pointer,
            };
            ColumnGroups.ForEach<T, DitBlock<T>>(begin, end, m, group);
        });
    }

    private static ulong Residue(int block, int low) => (ulong)block & ((1UL << low) - 1);

    private static nint FirstRow(int block, int low, int m) => ((nint)(block >> low) << (low + m)) + (nint)Residue(block, low);

    /// <summary>
    /// The twiddles of a block: those of the root table, layer t times x^(2^(m-1-t)), x the root of the widest layer to the residue.
    /// </summary>
    private static void ScaleTwiddles(uint* table, uint* destination, int m, KoalaBear x)
    {
        KoalaBear factor = x;
        for (int t = m - 1; t >= 0; t--)
        {
            nint offset = ((nint)1 << t) - 1;
            Scale(table + offset, destination + offset, (nint)1 << t, factor.Montgomery);
            factor = factor.Square();
        }
    }

    /// <summary>destination[i] = source[i] * factor.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Scale(uint* source, uint* destination, nint count, uint factor)
    {
        nint i = 0;
        for (; i + T.Lanes <= count; i += T.Lanes)
        {
            T.Store(T.MulScalar(T.Load(in source[i]), factor), ref destination[i]);
        }

        if (i < count)
        {
            int rest = (int)(count - i);
            T.StorePartial(T.MulScalar(T.LoadPartial(source + i, rest), factor), destination + i, rest);
        }
    }
}
