using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Dot products of rows with extension weights: for every row the extension element sum_k weight_k * row[k]. Products are added without
/// reduction. The scalar twin is the same kernel over <see cref="Packed1"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct RowDotKernel : IPackedKernel
{
    private const int Degree = 5;
    private const int MaxLanes = 16;

    /// <summary>The first row's first word.</summary>
    public required uint* Rows;

    /// <summary>Words from one row to the next one used.</summary>
    public required nint Stride;

    /// <summary>Number of rows.</summary>
    public required int Count;

    /// <summary>Number of columns.</summary>
    public required int Width;

    /// <summary>
    /// Weights in five planes of <see cref="PlaneLength"/> words, one a coefficient, zero beyond the width.
    /// </summary>
    public required uint* Weights;

    /// <summary>Receives five words a row.</summary>
    public required uint* Results;

    /// <summary>Words of one plane of weights: the width rounded up to the widest register.</summary>
    /// <param name="width">Number of columns.</param>
    public static int PlaneLength(int width) => (width + MaxLanes - 1) / MaxLanes * MaxLanes;

    /// <inheritdoc/>
    public readonly void Run<T>()
        where T : unmanaged, IPacked<T>
    {
        int tiles = (Width + T.Lanes - 1) / T.Lanes;
        int lastLanes = Width - ((tiles - 1) * T.Lanes);
        Dot<T>(Rows, Stride, Count, Weights, PlaneLength(Width), tiles, lastLanes, Results);
    }

    /// <summary>Every lane sums the columns of one residue modulo the register's length; the lanes of a row are added at its end.</summary>
    // SAFETY: each row has (tiles - 1) * Lanes + lastLanes words, each plane at least tiles * Lanes, and the result five words a row.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Dot<T>(uint* row, nint stride, nint count, uint* weights, nint plane, nint tiles, int lastLanes, uint* result)
        where T : unmanaged, IPacked<T>
    {
        nint last = tiles - 1;
        for (nint i = 0; i < count; i++, row += stride, result += Degree)
        {
            T even0 = T.Zero, odd0 = T.Zero, even1 = T.Zero, odd1 = T.Zero, even2 = T.Zero;
            T odd2 = T.Zero, even3 = T.Zero, odd3 = T.Zero, even4 = T.Zero, odd4 = T.Zero;
            uint* w = weights;
            for (nint tile = 0; tile < tiles; tile++, w += T.Lanes)
            {
                T value = tile < last || lastLanes == T.Lanes
                    ? T.Load(ref row[tile * T.Lanes])
                    : T.LoadPartial(row + (tile * T.Lanes), lastLanes);
                T valueOdd = T.OddLanes(value);
                T weight = T.Load(ref w[0]);
                T.MultiplyAdd(ref even0, ref odd0, value, valueOdd, weight, T.OddLanes(weight));
                weight = T.Load(ref w[plane]);
                T.MultiplyAdd(ref even1, ref odd1, value, valueOdd, weight, T.OddLanes(weight));
                weight = T.Load(ref w[2 * plane]);
                T.MultiplyAdd(ref even2, ref odd2, value, valueOdd, weight, T.OddLanes(weight));
                weight = T.Load(ref w[3 * plane]);
                T.MultiplyAdd(ref even3, ref odd3, value, valueOdd, weight, T.OddLanes(weight));
                weight = T.Load(ref w[4 * plane]);
                T.MultiplyAdd(ref even4, ref odd4, value, valueOdd, weight, T.OddLanes(weight));
                if ((tile & 1) != 0 || tile == last)
                {
                    T.FoldWide(ref even0, ref odd0);
                    T.FoldWide(ref even1, ref odd1);
                    T.FoldWide(ref even2, ref odd2);
                    T.FoldWide(ref even3, ref odd3);
                    T.FoldWide(ref even4, ref odd4);
                }
            }

            result[0] = T.SumLanes(T.ReduceWide(even0, odd0)).Montgomery;
            result[1] = T.SumLanes(T.ReduceWide(even1, odd1)).Montgomery;
            result[2] = T.SumLanes(T.ReduceWide(even2, odd2)).Montgomery;
            result[3] = T.SumLanes(T.ReduceWide(even3, odd3)).Montgomery;
            result[4] = T.SumLanes(T.ReduceWide(even4, odd4)).Montgomery;
        }
    }
}
