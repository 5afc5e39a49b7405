using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Stark;

/// <summary>Turns pieces of rows into pieces of columns.</summary>
internal static unsafe class TileTranspose
{
    /// <summary>Rows and columns of a piece.</summary>
    internal const int Size = 8;

    /// <summary>Copies columns [column, column + 8) of eight rows so that each becomes eight consecutive words.</summary>
    /// <param name="rows">Eight pointers to rows of at least column + 8 words.</param>
    /// <param name="column">The first column.</param>
    /// <param name="destination">Where word 0 of the first column goes.</param>
    /// <param name="columnStride">Words from a column to the next at the destination.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Square(uint** rows, nint column, uint* destination, nint columnStride)
    {
        if (Avx2.IsSupported)
        {
            SquareAvx2(rows, column, destination, columnStride);
        }
        else
        {
            Columns(rows, column, Size, destination, columnStride);
        }
    }

    /// <summary>The scalar twin of <see cref="Square"/>, for any number of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Columns(uint** rows, nint column, nint columns, uint* destination, nint columnStride)
    {
        // SAFETY: the caller provides eight rows that have the columns, and room for columns of eight words.
        for (nint r = 0; r < Size; r++)
        {
            uint* row = rows[r] + column;
            for (nint c = 0; c < columns; c++)
            {
                destination[(c * columnStride) + r] = row[c];
            }
        }
    }

    /// <summary>
    /// Three rounds, each of which pairs registers: after the first a 64-bit half holds two rows of one column, after the second a
    /// 128-bit half holds four rows of one column (column c low, column c + 4 high), the third joins rows 0-3 and 4-7.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SquareAvx2(uint** rows, nint column, uint* destination, nint columnStride)
    {
        // SAFETY: the caller provides eight rows of column + 8 words and room for eight columns of eight words.
        Vector256<uint> r0 = Vector256.Load(rows[0] + column);
        Vector256<uint> r1 = Vector256.Load(rows[1] + column);
        Vector256<uint> r2 = Vector256.Load(rows[2] + column);
        Vector256<uint> r3 = Vector256.Load(rows[3] + column);
        Vector256<uint> r4 = Vector256.Load(rows[4] + column);
        Vector256<uint> r5 = Vector256.Load(rows[5] + column);
        Vector256<uint> r6 = Vector256.Load(rows[6] + column);
        Vector256<uint> r7 = Vector256.Load(rows[7] + column);

        Vector256<ulong> a01 = Avx2.UnpackLow(r0, r1).AsUInt64();
        Vector256<ulong> b01 = Avx2.UnpackHigh(r0, r1).AsUInt64();
        Vector256<ulong> a23 = Avx2.UnpackLow(r2, r3).AsUInt64();
        Vector256<ulong> b23 = Avx2.UnpackHigh(r2, r3).AsUInt64();
        Vector256<ulong> a45 = Avx2.UnpackLow(r4, r5).AsUInt64();
        Vector256<ulong> b45 = Avx2.UnpackHigh(r4, r5).AsUInt64();
        Vector256<ulong> a67 = Avx2.UnpackLow(r6, r7).AsUInt64();
        Vector256<ulong> b67 = Avx2.UnpackHigh(r6, r7).AsUInt64();

        Join(Avx2.UnpackLow(a01, a23), Avx2.UnpackLow(a45, a67), destination, 4 * columnStride);
        Join(Avx2.UnpackHigh(a01, a23), Avx2.UnpackHigh(a45, a67), destination + columnStride, 4 * columnStride);
        Join(Avx2.UnpackLow(b01, b23), Avx2.UnpackLow(b45, b67), destination + (2 * columnStride), 4 * columnStride);
        Join(Avx2.UnpackHigh(b01, b23), Avx2.UnpackHigh(b45, b67), destination + (3 * columnStride), 4 * columnStride);
    }

    /// <summary>Stores columns c and c + 4 from their upper four rows and their lower four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector256<ulong> upper, Vector256<ulong> lower, uint* destination, nint otherColumn)
    {
        Avx2.Permute2x128(upper, lower, 0x20).AsUInt32().Store(destination);
        Avx2.Permute2x128(upper, lower, 0x31).AsUInt32().Store(destination + otherColumn);
    }
}
