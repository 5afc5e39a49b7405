using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>Decimation in frequency over one block of 2^Log rows, from rows to rows, which may be the same.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct DifBlock<T> : IColumnGroup<T>
    where T : unmanaged, IPacked<T>
{
    public required RowSet Source { get; init; }

    public required RowSet Destination { get; init; }

    public required int Log { get; init; }

    /// <summary>As in <see cref="RootTables"/>.</summary>
    public required uint* Twiddles { get; init; }

    public required T* Scratch { get; init; }

    public void Run<TTile>(int column, int tiles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        nint n = (nint)1 << Log;
        RowSet destination = Destination.FromColumn(column);
        int top = TileLayers<T>.ReadDif(Source.FromColumn(column), Scratch, n, tiles, Log, Twiddles, access);
        bool fused = TileLayers<T>.IsFused(Log);
        for (int k = 0; k < tiles; k++)
        {
            TileLayers<T>.Dif(Scratch + (k * n), n, top, fused ? 2 : 0, Twiddles);
        }

        if (fused)
        {
            TileTransform<T, TTile>.LastDif(Scratch, destination, n, tiles, Twiddles, access);
        }
        else
        {
            TileTransform<T, TTile>.Write(Scratch, destination, n, tiles, access);
        }
    }
}
