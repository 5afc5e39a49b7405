using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Sums of rows with extension weights: for every base column the five coefficients of sum_i weight_i * row_i[column]. Products are added
/// without reduction. The scalar twin is the same kernel over <see cref="Packed1"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct RowSumKernel : IPackedKernel
{
    private const int Degree = 5;
    private const int WideRegisters = 2 * Degree;

    /// <summary>Rows that are walked side by side, so that each is one sequential stream of cache lines and is read from memory once.</summary>
    private const int RowsPerBlock = 8;

    /// <summary>The first row's first word.</summary>
    public required uint* Rows;

    /// <summary>Words from one row to the next one summed.</summary>
    public required nint Stride;

    /// <summary>Five words a row.</summary>
    public required uint* Weights;

    /// <summary>Number of rows.</summary>
    public required int Count;

    /// <summary>Number of columns.</summary>
    public required int Width;

    /// <summary>Receives 5 rows of <see cref="Width"/> words: coefficient by coefficient.</summary>
    public required uint* Sums;

    /// <summary>A second set of weights, or null.</summary>
    public uint* NextWeights;

    /// <summary>Receives the sums with the second set.</summary>
    public uint* NextSums;

    /// <inheritdoc/>
    public readonly void Run<T>()
        where T : unmanaged, IPacked<T>
    {
        int tiles = (Width + T.Lanes - 1) / T.Lanes;
        bool both = NextWeights is not null;
        using FieldBuffer buffer = FieldBufferPool.Shared.Rent((nint)tiles * WideRegisters * T.Lanes * 2, clear: true);
        T* sums = (T*)buffer.Pointer;
        T* nextSums = sums + ((nint)tiles * WideRegisters);
        for (int first = 0; first < Count; first += RowsPerBlock)
        {
            int rows = Math.Min(RowsPerBlock, Count - first);
            uint* block = Rows + (first * Stride);
            for (int tile = 0; tile < tiles; tile++, block += T.Lanes)
            {
                int lanes = Math.Min(T.Lanes, Width - (tile * T.Lanes));
                nint place = (nint)tile * WideRegisters;
                Accumulate(block, Stride, Weights + ((nint)first * Degree), rows, lanes, sums + place);
                if (both)
                {
                    Accumulate(block, Stride, NextWeights + ((nint)first * Degree), rows, lanes, nextSums + place);
                }
            }
        }

        Store(sums, tiles, Sums);
        if (both)
        {
            Store(nextSums, tiles, NextSums);
        }
    }

    private readonly void Store<T>(T* sums, int tiles, uint* destination)
        where T : unmanaged, IPacked<T>
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            int lanes = Math.Min(T.Lanes, Width - (tile * T.Lanes));
            for (int k = 0; k < Degree; k++)
            {
                T* wide = sums + (((nint)tile * Degree) + k) * 2;
                T.StorePartial(T.ReduceWide(wide[0], wide[1]), destination + ((nint)k * Width) + ((nint)tile * T.Lanes), lanes);
            }
        }
    }

    /// <summary>
    /// Adds one tile of columns of some rows to five wide sums. Every lane is one column; the sums are below p * 2^32 on entry and on exit.
    /// </summary>
    // SAFETY: the caller gives rows of at least "lanes" words at every stride, five weights a row, and ten registers of sums.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<T>(uint* row, nint stride, uint* weights, int rows, int lanes, T* sums)
        where T : unmanaged, IPacked<T>
    {
        T even0 = sums[0], odd0 = sums[1], even1 = sums[2], odd1 = sums[3], even2 = sums[4];
        T odd2 = sums[5], even3 = sums[6], odd3 = sums[7], even4 = sums[8], odd4 = sums[9];
        for (int i = 0; i < rows; i++, row += stride, weights += Degree)
        {
            T value = lanes == T.Lanes ? T.Load(ref *row) : T.LoadPartial(row, lanes);
            T valueOdd = T.OddLanes(value);
            T weight = T.Broadcast(weights[0]);
            T.MultiplyAdd(ref even0, ref odd0, value, valueOdd, weight, weight);
            weight = T.Broadcast(weights[1]);
            T.MultiplyAdd(ref even1, ref odd1, value, valueOdd, weight, weight);
            weight = T.Broadcast(weights[2]);
            T.MultiplyAdd(ref even2, ref odd2, value, valueOdd, weight, weight);
            weight = T.Broadcast(weights[3]);
            T.MultiplyAdd(ref even3, ref odd3, value, valueOdd, weight, weight);
            weight = T.Broadcast(weights[4]);
            T.MultiplyAdd(ref even4, ref odd4, value, valueOdd, weight, weight);
            if ((i & 1) != 0 || i + 1 == rows)
            {
                T.FoldWide(ref even0, ref odd0);
                T.FoldWide(ref even1, ref odd1);
                T.FoldWide(ref even2, ref odd2);
                T.FoldWide(ref even3, ref odd3);
                T.FoldWide(ref even4, ref odd4);
            }
        }

        sums[0] = even0;
        sums[1] = odd0;
        sums[2] = even1;
        sums[3] = odd1;
        sums[4] = even2;
        sums[5] = odd2;
        sums[6] = even3;
        sums[7] = odd3;
        sums[8] = even4;
        sums[9] = odd4;
    }
}
