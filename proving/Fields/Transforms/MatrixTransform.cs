using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// Transforms of all columns of a matrix at once, a few layers in a pass over memory. In a pass of 2^m rows and layers of spans
/// from 2^low on, a block is the rows first + q * 2^low, q &lt; 2^m; the twiddles of a block depend on first mod 2^low alone.
/// </summary>
internal static unsafe class MatrixTransform<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>With fewer blocks than this, groups of columns are work items of their own.</summary>
    private const int BlocksPerPassMin = 64;

    /// <summary>
    /// Values on the subgroup in natural order to coefficients, times the height, in bit-reversed order.
    /// </summary>
    /// <param name="source">Row i from <c>First + i * Stride</c> on.</param>
    /// <param name="destination">May be the source.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="log">Binary logarithm of the height.</param>
    /// <param name="plan">Layers of each pass, narrowest first.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void Inverse(RowSet source, RowSet destination, int width, int log, int[] plan, int threads)
    {
        RowSet from = source;
        int low = log;
        for (int p = plan.Length - 1; p >= 0; p--)
        {
            low -= plan[p];
            DifPass(from, destination, width, log, low, plan[p], threads);
            from = destination;
        }
    }

    /// <summary>
    /// Coefficients in bit-reversed order to values on the cosets shift * w^j * H, w of order 2^(log + logBlowup), H of order 2^log.
    /// </summary>
    /// <param name="rows">
    /// 2^(log + logBlowup) dense rows. Coefficient rev(i) lies in row i * 2^logBlowup + 2^logBlowup - 1, that is in the place of the last
    /// coset, which is overwritten last; on return row k holds the values at shift * w^k.
    /// </param>
    /// <param name="width">Number of columns.</param>
    /// <param name="log">Binary logarithm of the number of coefficients.</param>
    /// <param name="logBlowup">Binary logarithm of the number of cosets.</param>
    /// <param name="scale">What the coefficient of X^i is multiplied with: scale.Factor * (scale.Shift)^i.</param>
    /// <param name="plan">Layers of each pass, narrowest first.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void Forward(uint* rows, int width, int log, int logBlowup, CosetScale scale, int[] plan, int threads)
    {
        FirstPass(rows, width, log, logBlowup, scale, plan[0], threads);

        // From here on all cosets have the same twiddles, so 2^logBlowup consecutive rows are one row of a wider matrix.
        int merged = checked(width << logBlowup);
        int low = plan[0];
        for (int p = 1; p < plan.Length; p++)
        {
            DitPass(new RowSet((nint)rows, merged), merged, log, low, plan[p], threads);
            low += plan[p];
        }
    }

    private static void DifPass(RowSet source, RowSet destination, int width, int log, int low, int m, int threads)
    {
        Items items = new(width, 1 << (log - m));
        nint tileWords = BlockTransform<T>.ScratchWords(m);
        KoalaBear root = KoalaBear.TwoAdicGenerator(low + m).Inverse();
        ParallelLoop.Run(items.Count, threads, tileWords + ((nint)1 << m), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            int residue = block & ((1 << low) - 1);
            nint first = ((nint)(block >> low) << (low + m)) + residue;
            uint* twiddles = RootTables.Inverse;
            if (low > 0)
            {
                twiddles = scratch.Pointer + tileWords;
                ScaleTwiddles(RootTables.Inverse, twiddles, m, root.Pow((ulong)residue));
            }

            RowSet from = source.Every(low, first);
            RowSet to = destination.Every(low, first);
            BlockTransform<T>.Dif(from, to, begin, end, m, twiddles, (T*)scratch.Pointer);
        });
    }

    private static void DitPass(RowSet rows, int width, int log, int low, int m, int threads)
    {
        Items items = new(width, 1 << (log - m));
        nint tileWords = BlockTransform<T>.ScratchWords(m);
        KoalaBear root = KoalaBear.TwoAdicGenerator(low + m);
        ParallelLoop.Run(items.Count, threads, tileWords + ((nint)1 << m), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            int residue = block & ((1 << low) - 1);
            nint first = ((nint)(block >> low) << (low + m)) + residue;
            uint* twiddles = scratch.Pointer + tileWords;
            ScaleTwiddles(RootTables.Forward, twiddles, m, root.Pow((ulong)residue));
            RowSet block0 = rows.Every(low, first);
            BlockTransform<T>.Dit(block0, block0, begin, end, m, twiddles, null, (T*)scratch.Pointer);
        });
    }

    /// <summary>The narrowest layers of every coset. A block's coefficients are read once for all cosets while they are in cache.</summary>
    private static void FirstPass(uint* rows, int width, int log, int logBlowup, CosetScale scale, int m, int threads)
    {
        int cosets = 1 << logBlowup;
        Items items = new(width, 1 << (log - m));
        nint tileWords = BlockTransform<T>.ScratchWords(m);
        nint blockWords = (nint)1 << m;
        using FieldBuffer table = scale.BuildTable(log, logBlowup, m);
        uint* tablePointer = table.Pointer;
        ParallelLoop.Run(items.Count, threads, tileWords + (cosets * blockWords), (item, scratch) =>
        {
            (int block, int begin, int end) = items[item];
            uint* scales = scratch.Pointer + tileWords;
            for (int coset = 0; coset < cosets; coset++)
            {
                KoalaBear factor = scale.BlockFactor(log, logBlowup, m, coset, block);
                Scale(tablePointer + (coset * blockWords), scales + (coset * blockWords), blockWords, factor.Montgomery);
            }

            RowSet all = new RowSet((nint)rows, (nint)width << logBlowup).Every(0, (nint)block << m);
            RowSet source = all.FromColumn((nint)(cosets - 1) * width);
            for (int column = begin; column < end; column += BlockTransform<T>.GroupColumns)
            {
                int groupEnd = Math.Min(column + BlockTransform<T>.GroupColumns, end);
                for (int coset = 0; coset < cosets; coset++)
                {
                    RowSet destination = all.FromColumn((nint)coset * width);
                    uint* cosetScales = scales + (coset * blockWords);
                    BlockTransform<T>.Dit(source, destination, column, groupEnd, m, RootTables.Forward, cosetScales, (T*)scratch.Pointer);
                }
            }
        });
    }

    /// <summary>
    /// The twiddles of a block: those of the root table, layer t times x^(2^(m-1-t)), as the exponents of the block's residue demand.
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

    /// <summary>Work items: blocks, or blocks times groups of columns where there are few blocks.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Items(int width, int blocks)
    {
        private readonly int _width = width;
        private readonly int _columns = blocks >= BlocksPerPassMin ? Math.Max(width, 1) : BlockTransform<T>.GroupColumns;
        private readonly int _blocks = blocks;

        public int Count => _blocks * ((_width + _columns - 1) / _columns);

        public (int Block, int Begin, int End) this[int item]
        {
            get
            {
                int begin = item / _blocks * _columns;
                return (item % _blocks, begin, Math.Min(begin + _columns, _width));
            }
        }
    }
}
