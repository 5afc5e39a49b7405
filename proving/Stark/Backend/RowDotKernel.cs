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
        for (int i = 0; i < Count; i++)
        {
            Dot<T>(Rows + (i * Stride), Weights, PlaneLength(Width), tiles, lastLanes, Results + ((nint)i * Degree));
        }
    }

    /// <summary>One row. Every lane sums the columns of one residue modulo the register's length; the lanes are added at the end.</summary>
    // SAFETY: the row has (tiles - 1) * Lanes + lastLanes words, each plane at least tiles * Lanes, and the result five.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Dot<T>(uint* row, uint* weights, nint plane, int tiles, int lastLanes, uint* result)
        where T : unmanaged, IPacked<T>
    {
        T even0 = T.Zero, odd0 = T.Zero, even1 = T.Zero, odd1 = T.Zero, even2 = T.Zero;
        T odd2 = T.Zero, even3 = T.Zero, odd3 = T.Zero, even4 = T.Zero, odd4 = T.Zero;
        for (int tile = 0; tile < tiles; tile++, row += T.Lanes, weights += T.Lanes)
        {
            T value = tile + 1 < tiles || lastLanes == T.Lanes ? T.Load(ref *row) : T.LoadPartial(row, lastLanes);
            T valueOdd = T.OddLanes(value);
            T weight = T.Load(ref weights[0]);
            T.MultiplyAdd(ref even0, ref odd0, value, valueOdd, weight, T.OddLanes(weight));
            weight = T.Load(ref weights[plane]);
            T.MultiplyAdd(ref even1, ref odd1, value, valueOdd, weight, T.OddLanes(weight));
            weight = T.Load(ref weights[2 * plane]);
            T.MultiplyAdd(ref even2, ref odd2, value, valueOdd, weight, T.OddLanes(weight));
            weight = T.Load(ref weights[3 * plane]);
            T.MultiplyAdd(ref even3, ref odd3, value, valueOdd, weight, T.OddLanes(weight));
            weight = T.Load(ref weights[4 * plane]);
            T.MultiplyAdd(ref even4, ref odd4, value, valueOdd, weight, T.OddLanes(weight));
            if ((tile & 1) != 0 || tile + 1 == tiles)
            {
                T.FoldWide(ref even0, ref odd0);
                T.FoldWide(ref even1, ref odd1);
                T.FoldWide(ref even2, ref odd2);
                T.FoldWide(ref even3, ref odd3);
                T.FoldWide(ref even4, ref odd4);
            }
        }

        result[0] = AddLanes(T.ReduceWide(even0, odd0));
        result[1] = AddLanes(T.ReduceWide(even1, odd1));
        result[2] = AddLanes(T.ReduceWide(even2, odd2));
        result[3] = AddLanes(T.ReduceWide(even3, odd3));
        result[4] = AddLanes(T.ReduceWide(even4, odd4));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint AddLanes<T>(T value)
        where T : unmanaged, IPacked<T>
    {
        uint* lanes = stackalloc uint[MaxLanes];
        T.Store(value, ref *lanes);
        ulong sum = 0;
        for (int i = 0; i < T.Lanes; i++)
        {
            sum += lanes[i];
        }

        return (uint)(sum % KoalaBear.Modulus);
    }
}
