namespace P2PProver.Fields;

/// <summary>
/// Layers of a transform over one block: 2^log equally spaced rows, a group of columns at a time, through scratch that stays in cache.
/// Source and destination rows may be the same.
/// </summary>
internal static unsafe class BlockTransform<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>Columns taken together: 256 bytes of a row, four cache lines, which memory delivers better than one.</summary>
    public const int GroupColumns = 64;

    /// <summary>From this many layers on, the first and last two are done on the way from and to the matrix.</summary>
    private const int FusedLog = 4;

    /// <summary>Words of scratch for the tiles of one group.</summary>
    public static nint ScratchWords(int log) => (nint)GroupColumns << log;

    /// <summary>Decimation in frequency of the columns [begin, end).</summary>
    public static void Dif(RowSet source, RowSet destination, int begin, int end, int log, uint* twiddles, T* scratch)
    {
        for (int column = begin; column < end; column += GroupColumns)
        {
            int columns = Math.Min(GroupColumns, end - column);
            int tiles = columns / T.Lanes;
            int tail = columns % T.Lanes;
            if (tiles > 0)
            {
                DifGroup(source.FromColumn(column), destination.FromColumn(column), tiles, log, twiddles, scratch, default(FullTile<T>));
            }

            if (tail > 0)
            {
                int last = column + (tiles * T.Lanes);
                DifGroup(source.FromColumn(last), destination.FromColumn(last), 1, log, twiddles, scratch, new PartialTile<T>(tail));
            }
        }
    }

    /// <summary>Decimation in time of the columns [begin, end).</summary>
    /// <param name="source">Rows in bit-reversed order.</param>
    /// <param name="destination">Rows in natural order.</param>
    /// <param name="begin">First column.</param>
    /// <param name="end">Column after the last.</param>
    /// <param name="log">Number of layers; there are 2^log rows.</param>
    /// <param name="twiddles">As in <see cref="RootTables"/>, and those of the forward table itself when a scale is given.</param>
    /// <param name="scale">Factors of the source rows, or null.</param>
    /// <param name="scratch">Room for <see cref="ScratchWords"/> words.</param>
    public static void Dit(RowSet source, RowSet destination, int begin, int end, int log, uint* twiddles, uint* scale, T* scratch)
    {
        for (int column = begin; column < end; column += GroupColumns)
        {
            int columns = Math.Min(GroupColumns, end - column);
            int tiles = columns / T.Lanes;
            int tail = columns % T.Lanes;
            if (tiles > 0)
            {
                DitGroup(source.FromColumn(column), destination.FromColumn(column), tiles, log, twiddles, scale, scratch, default(FullTile<T>));
            }

            if (tail > 0)
            {
                int last = column + (tiles * T.Lanes);
                DitGroup(source.FromColumn(last), destination.FromColumn(last), 1, log, twiddles, scale, scratch, new PartialTile<T>(tail));
            }
        }
    }

    private static void DifGroup<TTile>(RowSet source, RowSet destination, int tiles, int log, uint* twiddles, T* scratch, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        nint n = (nint)1 << log;
        int top = log;
        if (log >= FusedLog)
        {
            TileTransform<T, TTile>.FirstDif(source, scratch, n, tiles, twiddles, access);
            top -= 2;
        }
        else
        {
            TileTransform<T, TTile>.Read(source, scratch, n, tiles, access);
        }

        int bottom = log >= FusedLog ? 2 : 0;
        for (int k = 0; k < tiles; k++)
        {
            DifLayers(scratch + (k * n), n, top, bottom, twiddles);
        }

        if (log >= FusedLog)
        {
            TileTransform<T, TTile>.LastDif(scratch, destination, n, tiles, twiddles, access);
        }
        else
        {
            TileTransform<T, TTile>.Write(scratch, destination, n, tiles, access);
        }
    }

    private static void DitGroup<TTile>(
        RowSet source, RowSet destination, int tiles, int log, uint* twiddles, uint* scale, T* scratch, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        nint n = (nint)1 << log;
        bool fused = log >= FusedLog;
        if (fused && scale is not null)
        {
            TileTransform<T, TTile>.FirstDitScaled(source, scratch, n, tiles, scale, twiddles[2], access);
        }
        else if (fused)
        {
            TileTransform<T, TTile>.FirstDit(source, scratch, n, tiles, twiddles, access);
        }
        else if (scale is not null)
        {
            TileTransform<T, TTile>.ReadScaled(source, scratch, n, tiles, scale, access);
        }
        else
        {
            TileTransform<T, TTile>.Read(source, scratch, n, tiles, access);
        }

        for (int k = 0; k < tiles; k++)
        {
            DitLayers(scratch + (k * n), n, fused ? 2 : 0, fused ? log - 2 : log, twiddles);
        }

        if (fused)
        {
            TileTransform<T, TTile>.LastDit(scratch, destination, n, tiles, twiddles, access);
        }
        else
        {
            TileTransform<T, TTile>.Write(scratch, destination, n, tiles, access);
        }
    }

    /// <summary>Layers of spans 2^(top-1) down to 2^bottom.</summary>
    private static void DifLayers(T* tile, nint n, int top, int bottom, uint* twiddles)
    {
        int t = top;
        if (((top - bottom) & 1) != 0)
        {
            t--;
            Butterflies<T>.LayerDif(tile, n, (nint)1 << t, twiddles);
        }

        for (; t > bottom; t -= 2)
        {
            Butterflies<T>.StepDif(tile, n, (nint)1 << (t - 2), twiddles);
        }
    }

    /// <summary>Layers of spans 2^bottom up to 2^(top-1).</summary>
    private static void DitLayers(T* tile, nint n, int bottom, int top, uint* twiddles)
    {
        int t = bottom;
        for (; t + 2 <= top; t += 2)
        {
            Butterflies<T>.StepDit(tile, n, (nint)1 << t, twiddles);
        }

        if (t < top)
        {
            Butterflies<T>.LayerDit(tile, n, (nint)1 << t, twiddles);
        }
    }
}
