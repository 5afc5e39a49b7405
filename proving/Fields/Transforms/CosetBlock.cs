using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// The narrowest layers of both directions over one block of 2^Log consecutive positions: values become coefficients, and these,
/// while they are in cache, become values on every coset. The block's tiles hold the coefficients; the second half of the scratch is
/// where a coset's values are made.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct CosetBlock<T> : IColumnGroup<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>The block's rows; they may be the destination rows of the last coset.</summary>
    public required RowSet Source { get; init; }

    /// <summary>The block's rows in the first coset; those of the next coset begin <see cref="CosetStride"/> words later.</summary>
    public required RowSet Destination { get; init; }

    public required nint CosetStride { get; init; }

    public required int Cosets { get; init; }

    public required int Log { get; init; }

    /// <summary>For every coset 2^Log factors of the coefficients.</summary>
    public required uint* Scales { get; init; }

    /// <summary>Whether the source holds values, to be transformed first, or coefficients.</summary>
    public required bool FromValues { get; init; }

    public required T* Scratch { get; init; }

    public void Run<TTile>(int column, int tiles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        nint n = (nint)1 << Log;
        ReadCoefficients(Source.FromColumn(column), n, tiles, access);
        T* values = Scratch + (tiles * n);
        RowSet destination = Destination.FromColumn(column);
        for (int coset = 0; coset < Cosets; coset++)
        {
            uint* scale = Scales + (coset * n);
            for (int k = 0; k < tiles; k++)
            {
                CosetValues(Scratch + (k * n), values + (k * n), n, scale);
            }

            TileLayers<T>.WriteDit(values, destination.FromColumn(coset * CosetStride), n, tiles, Log, RootTables.Forward, access);
        }
    }

    private void ReadCoefficients<TTile>(RowSet source, nint n, int tiles, TTile access)
        where TTile : struct, ITileAccess<T>
    {
        if (!FromValues)
        {
            TileTransform<T, TTile>.Read(source, Scratch, n, tiles, access);
            return;
        }

        int top = TileLayers<T>.ReadDif(source, Scratch, n, tiles, Log, RootTables.Inverse, access);
        for (int k = 0; k < tiles; k++)
        {
            TileLayers<T>.Dif(Scratch + (k * n), n, top, 0, RootTables.Inverse);
        }
    }

    /// <summary>One tile of one coset up to the layers that are done on the way to memory.</summary>
    private void CosetValues(T* coefficients, T* values, nint n, uint* scale)
    {
        RowSet rows = new((nint)coefficients, T.Lanes);
        FullTile<T> whole = default;
        bool fused = TileLayers<T>.IsFused(Log);
        if (fused)
        {
            TileTransform<T, FullTile<T>>.FirstDitScaled(rows, values, n, 1, scale, RootTables.Forward[2], whole);
        }
        else
        {
            TileTransform<T, FullTile<T>>.ReadScaled(rows, values, n, 1, scale, whole);
        }

        TileLayers<T>.Dit(values, n, fused ? 2 : 0, fused ? Log - 2 : Log, RootTables.Forward);
    }
}
