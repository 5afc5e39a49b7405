using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Transposes blocks of rows into registers that hold one column each, one row a lane, as sponges over many rows need.</summary>
internal static unsafe class ColumnTile
{
    private const int Block = 8;

    /// <summary>
    /// Loads columns of as many rows as a register has lanes. Columns are numbered over the concatenation of all matrices; those
    /// behind the last one are zero.
    /// </summary>
    /// <param name="matrices">The matrices, each with rows firstRow ... firstRow + Lanes - 1.</param>
    /// <param name="firstRow">The row of lane 0.</param>
    /// <param name="firstColumn">The column of register 0.</param>
    /// <param name="tile">Receives one register a column.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Load<T>(ReadOnlySpan<MatrixView> matrices, nint firstRow, int firstColumn, Span<T> tile)
        where T : unmanaged, IPacked<T>
    {
        int done = 0;
        int offset = 0;
        foreach (ref readonly MatrixView matrix in matrices)
        {
            int from = int.Max(firstColumn + done - offset, 0);
            int count = int.Min(matrix.Width - from, tile.Length - done);
            if (count > 0)
            {
                Transpose(matrix.Start + (firstRow * matrix.Stride) + from, matrix.Stride, tile.Slice(done, count));
                done += count;
            }

            offset += matrix.Width;
        }

        tile[done..].Clear();
    }

    /// <summary>Writes registers of eight words a lane as one digest a lane: the inverse of <see cref="LoadDigests"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StoreDigests<T>(ReadOnlySpan<T> registers, Span<Digest8> digests)
        where T : unmanaged, IPacked<T>
    {
        Debug.Assert(registers.Length >= Block && digests.Length == T.Lanes, "One digest a lane.");
        fixed (T* source = registers)
        fixed (Digest8* destination = digests)
        {
            // SAFETY: eight registers of Lanes words are read, Lanes digests of eight words are written.
            if (T.Lanes == 1)
            {
                Copy((uint*)source, (uint*)destination, Block);
                return;
            }

            for (nint lane = 0; lane < T.Lanes; lane += Block)
            {
                Transpose8((uint*)source + lane, T.Lanes, (uint*)(destination + lane), Block);
            }
        }
    }

    /// <summary>Reads one digest a lane into eight registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LoadDigests<T>(ReadOnlySpan<Digest8> digests, Span<T> registers)
        where T : unmanaged, IPacked<T>
    {
        Debug.Assert(registers.Length >= Block && digests.Length == T.Lanes, "One digest a lane.");
        fixed (Digest8* source = digests)
        {
            Transpose((uint*)source, Digest8.WordCount, registers[..Block]);
        }
    }

    /// <summary>Register i receives column i of Lanes rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(uint* rows, nint stride, Span<T> tile)
        where T : unmanaged, IPacked<T>
    {
        fixed (T* registers = tile)
        {
            uint* words = (uint*)registers;
            if (T.Lanes == 1)
            {
                Copy(rows, words, tile.Length);
                return;
            }

            // SAFETY: every access stays in columns 0 ... tile.Length - 1 of Lanes rows and in the registers of the tile.
            int full = tile.Length / Block * Block;
            for (nint lane = 0; lane < T.Lanes; lane += Block)
            {
                uint* block = rows + (lane * stride);
                for (nint column = 0; column < full; column += Block)
                {
                    Transpose8(block + column, stride, words + (column * T.Lanes) + lane, T.Lanes);
                }

                if (full < tile.Length)
                {
                    TransposePart(block + full, stride, words + ((nint)full * T.Lanes) + lane, T.Lanes, tile.Length - full);
                }
            }
        }
    }

    private static void Copy(uint* source, uint* destination, int count)
    {
        new ReadOnlySpan<uint>(source, count).CopyTo(new Span<uint>(destination, count));
    }

    /// <summary>Fewer than eight columns of eight rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TransposePart(uint* source, nint sourceStride, uint* destination, nint destinationStride, int columns)
    {
        for (nint row = 0; row < Block; row++)
        {
            for (nint column = 0; column < columns; column++)
            {
                destination[(column * destinationStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    /// <summary>
    /// Transposes 8 x 8 words with AVX: pairs of rows interleaved by words, then by pairs of words, then halves exchanged.
    /// Scalar twin: <see cref="TransposePart"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Transpose8(uint* source, nint sourceStride, uint* destination, nint destinationStride)
    {
        // SAFETY: eight words at each of eight rows are read and written.
        Vector256<float> r0 = Vector256.Load(source).AsSingle();
        Vector256<float> r1 = Vector256.Load(source + sourceStride).AsSingle();
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceStride)).AsSingle();
        Vector256<float> r3 = Vector256.Load(source + (3 * sourceStride)).AsSingle();
        Vector256<float> r4 = Vector256.Load(source + (4 * sourceStride)).AsSingle();
        Vector256<float> r5 = Vector256.Load(source + (5 * sourceStride)).AsSingle();
        Vector256<float> r6 = Vector256.Load(source + (6 * sourceStride)).AsSingle();
        Vector256<float> r7 = Vector256.Load(source + (7 * sourceStride)).AsSingle();
        Quarter(r0, r1, r2, r3, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        Quarter(r4, r5, r6, r7, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        Avx.Permute2x128(a0, b0, 0x20).AsUInt32().Store(destination);
        Avx.Permute2x128(a1, b1, 0x20).AsUInt32().Store(destination + destinationStride);
        Avx.Permute2x128(a2, b2, 0x20).AsUInt32().Store(destination + (2 * destinationStride));
        Avx.Permute2x128(a3, b3, 0x20).AsUInt32().Store(destination + (3 * destinationStride));
        Avx.Permute2x128(a0, b0, 0x31).AsUInt32().Store(destination + (4 * destinationStride));
        Avx.Permute2x128(a1, b1, 0x31).AsUInt32().Store(destination + (5 * destinationStride));
        Avx.Permute2x128(a2, b2, 0x31).AsUInt32().Store(destination + (6 * destinationStride));
        Avx.Permute2x128(a3, b3, 0x31).AsUInt32().Store(destination + (7 * destinationStride));
    }

    /// <summary>Of four rows: result i holds columns i (low half) and i + 4 (high half).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(
        Vector256<float> r0,
        Vector256<float> r1,
        Vector256<float> r2,
        Vector256<float> r3,
        out Vector256<float> q0,
        out Vector256<float> q1,
        out Vector256<float> q2,
        out Vector256<float> q3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        q0 = Avx.Shuffle(low01, low23, 0x44);
        q1 = Avx.Shuffle(low01, low23, 0xEE);
        q2 = Avx.Shuffle(high01, high23, 0x44);
        q3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
