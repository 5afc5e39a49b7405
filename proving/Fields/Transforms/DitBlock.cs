using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>Decimation in time over one block of 2^Log rows, in place.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct DitBlock<T> : IColumnGroup<T>
    where T : unmanaged, IPacked<T>
{
    public required RowSet Rows { get; init; }

    public required int Log { get; init; }

    /// <summary>As in <see cref="RootTables"/>.</summary>
    public required uint* Twiddles { get; init; }

    public required T* Scratch { get; init; }

    public void Run<TTile>(int column, int tiles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        nint n = (nint)1 << Log;
        RowSet rows = Rows.FromColumn(column);
        bool fused = TileLayers<T>.IsFused(Log);
        if (fused)
        {
            TileTransform<T, TTile>.FirstDit(rows, Scratch, n, tiles, Twiddles, access);
        }
        else
        {
            TileTransform<T, TTile>.Read(rows, Scratch, n, tiles, access);
        }

        for (int k = 0; k < tiles; k++)
        {
            TileLayers<T>.Dit(Scratch + (k * n), n, fused ? 2 : 0, fused ? Log - 2 : Log, Twiddles);
        }

        TileLayers<T>.WriteDit(Scratch, rows, n, tiles, Log, Twiddles, access);
    }
}
