using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private const int StateLanes = 25;
    private const int PadTo = 8;

    /// <summary>Elements that the tag stands for.</summary>
    private const int TagColumns = KeccakHashing.TagBytes / sizeof(uint);

    /// <summary>Elements in one block of the sponge.</summary>
    private const int BlockColumns = 2 * Keccak256.RateLanes;

    /// <summary>Sponges a packed register feeds.</summary>
    private static int Groups => T.Lanes / TOps.Count;

    /// <summary>Hashes at least Lanes rows; a last, incomplete batch is moved back to end with the rows.</summary>
    public static void Hash(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
    {
        Debug.Assert(digests.Length >= T.Lanes || digests.IsEmpty, "Fewer rows than lanes.");
        int width = 0;
        foreach (ref readonly MatrixView matrix in matrices)
        {
            width += matrix.Width;
        }

        Span<T> tile = Scratch.Align<T>(stackalloc byte[Scratch.Bytes<T>(BlockColumns)]);
        Span<TLanes> states = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(Groups * StateLanes)]);
        fixed (TLanes* pointer = states)
        {
            for (int done = 0; done < digests.Length; done += T.Lanes)
            {
                int first = int.Min(done, digests.Length - T.Lanes);
                HashBatch(matrices, firstRow + first, width, tile, pointer);
                for (int group = 0; group < Groups; group++)
                {
                    // SAFETY: each group has a state of 25 registers.
                    Span<Digest8> destination = digests.Slice(first + (group * TOps.Count), TOps.Count);
                    KeccakSponge<TLanes, TOps>.Extract(pointer + (group * StateLanes), destination);
                }
            }
        }
    }

    private static void HashBatch(ReadOnlySpan<MatrixView> matrices, nint row, int width, Span<T> tile, TLanes* states)
    {
        new Span<TLanes>(states, Groups * StateLanes).Clear();
        int columns = TagColumns + ((width + PadTo - 1) / PadTo * PadTo);
        int blocks = (columns / BlockColumns) + 1;
        for (int block = 0; block < blocks; block++)
        {
            int start = block * BlockColumns;
            int count = int.Min(BlockColumns, columns - start);
            int tag = block == 0 ? TagColumns : 0;
            tile[..tag].Clear();
            ColumnTile.Load(matrices, row, start + tag - TagColumns, tile[tag..count]);
            MakeCanonical(tile[..count]);
            for (int group = 0; group < Groups; group++)
            {
                // SAFETY: each group has a state of 25 registers.
                AbsorbBlock(tile[..count], group, states + (group * StateLanes), isLast: block == blocks - 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MakeCanonical(Span<T> tile)
    {
        for (int i = 0; i < tile.Length; i++)
        {
            // A product with the word one is the Montgomery reduction.
            tile[i] = T.MulScalar(tile[i], 1);
        }
    }

    /// <summary>Adds one block to the states of a group and permutes; the last block ends with the padding.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AbsorbBlock(ReadOnlySpan<T> tile, int group, TLanes* state, bool isLast)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<T, uint>(tile);
        int lane = group * TOps.Count;
        int lanes = tile.Length / 2;
        for (int i = 0; i < lanes; i++)
        {
            ReadOnlySpan<uint> low = words.Slice((2 * i * T.Lanes) + lane, TOps.Count);
            ReadOnlySpan<uint> high = words.Slice((((2 * i) + 1) * T.Lanes) + lane, TOps.Count);
            state[i] = TOps.Xor(state[i], TOps.FromBigEndian(low, high));
        }

        if (isLast)
        {
            // The message is a whole number of 64-bit words, so its padding starts a word of its own.
            state[lanes] = TOps.Xor(state[lanes], TOps.Broadcast(0x01));
            state[Keccak256.RateLanes - 1] = TOps.Xor(state[Keccak256.RateLanes - 1], TOps.Broadcast(0x80UL << 56));
        }

        KeccakF1600<TLanes, TOps>.Permute(state);
    }
}
