using System.Diagnostics;
using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Hashes rows of matrices as Keccak leaves, as many at once as a packed register has lanes: columns are transposed and made canonical
/// in packed registers, then two neighbouring columns become one 64-bit word of each message.
/// </summary>
internal static unsafe class KeccakRows<T, TLanes, TOps>
    where T : unmanaged, IPacked<T>
    where TLanes : unmanaged
    where TOps : struct, IKeccakLanes<TLanes>
{
    private const int PadTo = 8;

    /// <summary>Columns transposed at a time, a multiple of eight.</summary>
    private const int TileColumns = 128;

    /// <summary>Words of the tag; it is zero, so absorbing it is skipping them.</summary>
    private const int TagLanes = KeccakHashing.TagBytes / sizeof(ulong);

    /// <summary>States that a packed register feeds.</summary>
    private static int Groups => T.Lanes / TOps.Count;

    /// <summary>Hashes at least Lanes rows; a last, incomplete batch is moved back to end with the rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Hash(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
    {
        Debug.Assert(digests.Length >= T.Lanes || digests.IsEmpty, "Fewer rows than lanes.");
        int width = 0;
        foreach (ref readonly MatrixView matrix in matrices)
        {
            width += matrix.Width;
        }

        Span<T> tile = Scratch.Align<T>(stackalloc byte[Scratch.Bytes<T>(TileColumns)]);
        Span<TLanes> states = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(Groups * KeccakSponge<TLanes, TOps>.StateLanes)]);
        fixed (TLanes* pointer = states)
        fixed (Digest8* destination = digests)
        {
            for (int done = 0; done < digests.Length; done += T.Lanes)
            {
                int first = int.Min(done, digests.Length - T.Lanes);
                states.Clear();
                HashBatch(matrices, firstRow + first, width, tile, pointer);
                for (nint group = 0; group < Groups; group++)
                {
                    // SAFETY: each group has a state of 25 registers and Count digests.
                    TLanes* state = pointer + (group * KeccakSponge<TLanes, TOps>.StateLanes);
                    KeccakSponge<TLanes, TOps>.Extract(state, destination + first + (group * TOps.Count));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void HashBatch(ReadOnlySpan<MatrixView> matrices, nint row, int width, Span<T> tile, TLanes* states)
    {
        int padded = (width + PadTo - 1) / PadTo * PadTo;
        nint lane = TagLanes;
        for (int column = 0; column < padded; column += TileColumns)
        {
            Span<T> columns = tile[..int.Min(TileColumns, padded - column)];
            ColumnTile.Load(matrices, row, column, columns);
            fixed (T* words = columns)
            {
                // SAFETY: the tile has an even number of columns; each group has a state of 25 registers.
                MakeCanonical(words, columns.Length);
                nint next = lane;
                for (nint group = 0; group < Groups; group++)
                {
                    TLanes* state = states + (group * KeccakSponge<TLanes, TOps>.StateLanes);
                    next = AbsorbColumns((uint*)words + (group * TOps.Count), columns.Length / 2, lane, state);
                }

                lane = next;
            }
        }

        for (nint group = 0; group < Groups; group++)
        {
            // The message is a whole number of 64-bit words, so its padding starts a word of its own.
            TLanes* state = states + (group * KeccakSponge<TLanes, TOps>.StateLanes);
            KeccakSponge<TLanes, TOps>.Pad(state, lane);
            KeccakF1600<TLanes, TOps>.Permute(state);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MakeCanonical(T* columns, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            // A product with the word one is the Montgomery reduction.
            columns[i] = T.MulScalar(columns[i], 1);
        }
    }

    /// <summary>XORs pairs of columns into the state of one group from a lane of the rate on; returns the lane behind the last one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nint AbsorbColumns(uint* columns, nint pairs, nint firstLane, TLanes* state)
    {
        // SAFETY: columns are T.Lanes words apart, and Count of them from the given word on belong to the group.
        nint lane = firstLane;
        uint* low = columns;
        for (nint i = 0; i < pairs; i++, low += 2 * T.Lanes)
        {
            KeccakSponge<TLanes, TOps>.Xor(state + lane, TOps.FromBigEndian(low, low + T.Lanes));
            if (++lane == Keccak256.RateLanes)
            {
                KeccakF1600<TLanes, TOps>.Permute(state);
                lane = 0;
            }
        }

        return lane;
    }
}
