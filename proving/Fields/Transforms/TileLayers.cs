namespace P2PProver.Fields;

/// <summary>Ranges of layers over a tile, and the choice between fused and plain ways from and to the matrix.</summary>
internal static unsafe class TileLayers<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>From this many layers on, the first and last two are done on the way from and to the matrix.</summary>
    private const int FusedLog = 4;

    public static bool IsFused(int log) => log >= FusedLog;

    /// <summary>Reads rows into tiles and does the widest layers on the way if there are enough; returns how many layers remain.</summary>
    public static int ReadDif<TTile>(RowSet rows, T* scratch, nint n, int tiles, int log, uint* twiddles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        if (IsFused(log))
        {
            TileTransform<T, TTile>.FirstDif(rows, scratch, n, tiles, twiddles, access);
            return log - 2;
        }

        TileTransform<T, TTile>.Read(rows, scratch, n, tiles, access);
        return log;
    }

    /// <summary>Writes tiles to rows and does the two widest layers on the way if they are left to do.</summary>
    public static void WriteDit<TTile>(T* scratch, RowSet rows, nint n, int tiles, int log, uint* twiddles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        if (IsFused(log))
        {
            TileTransform<T, TTile>.LastDit(scratch, rows, n, tiles, twiddles, access);
        }
        else
        {
            TileTransform<T, TTile>.Write(scratch, rows, n, tiles, access);
        }
    }

    /// <summary>Decimation in frequency, layers of spans 2^(top-1) down to 2^bottom.</summary>
    public static void Dif(T* tile, nint n, int top, int bottom, uint* twiddles)
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

    /// <summary>Decimation in time, layers of spans 2^bottom up to 2^(top-1).</summary>
    public static void Dit(T* tile, nint n, int bottom, int top, uint* twiddles)
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
