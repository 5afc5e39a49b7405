using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// What the Poseidon families share: rows by the overwrite sponge, nodes by the truncated permutation, many at once with one row or
/// pair a lane and two registers' worth of states interleaved.
/// </summary>
internal static class PoseidonHashing<TPermutation>
    where TPermutation : struct, IPermutation<TPermutation>
{
    private const int Rate = 8;
    private const int StateWidth = 16;
    private const int Batches = 2;

    /// <summary>Columns transposed at a time: with two batches of sixteen lanes they fill a quarter of the first-level cache.</summary>
    private const int TileColumns = 64;

    public static Digest8 HashRow(ReadOnlySpan<KoalaBear> row)
    {
        int whole = row.Length / Rate * Rate;
        Span<KoalaBear> state = stackalloc KoalaBear[StateWidth];
        state.Clear();
        for (int i = 0; i < whole; i += Rate)
        {
            row.Slice(i, Rate).CopyTo(state);
            TPermutation.Permute(state);
        }

        if (whole < row.Length)
        {
            state[..Rate].Clear();
            row[whole..].CopyTo(state);
            TPermutation.Permute(state);
        }

        return Digest8.FromElements(state[..Rate]);
    }

    public static void HashRows(InstructionSet level, ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
    {
        RowKernel kernel = new(matrices, firstRow, digests);
        SimdLevel.Run(LevelFor(level, digests.Length), ref kernel);
    }

    public static void CompressPairs(InstructionSet level, ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents)
    {
        if (left.Length != parents.Length || right.Length != parents.Length)
        {
            throw new ArgumentException("There must be a left and a right child for each parent.", nameof(parents));
        }

        PairKernel kernel = new(left, right, parents);
        SimdLevel.Run(LevelFor(level, parents.Length), ref kernel);
    }

    public static bool IsValid(in Digest8 digest)
    {
        bool valid = true;
        foreach (uint word in digest.Words)
        {
            valid &= word < KoalaBear.Modulus;
        }

        return valid;
    }

    /// <summary>The widest registers that so many items fill at least once.</summary>
    private static InstructionSet LevelFor(InstructionSet level, int count)
    {
        if (level == InstructionSet.Avx512 && count < Packed16.Lanes)
        {
            return LevelFor(InstructionSet.Avx2, count);
        }

        return level == InstructionSet.Avx2 && count < Packed8.Lanes ? InstructionSet.Scalar : level;
    }

    /// <summary>
    /// Where the next batch starts and how many registers it spans. A last, incomplete batch is moved back to end with the items:
    /// some are then computed twice, to the same result.
    /// </summary>
    private static int NextBatch(int done, int count, int lanes, out int first)
    {
        int batches = int.Min(Batches, (count - done) / lanes);
        first = batches == 0 ? count - lanes : done;
        return int.Max(batches, 1);
    }

    private readonly ref struct RowKernel : IPackedKernel
    {
        private readonly ReadOnlySpan<MatrixView> _matrices;
        private readonly nint _firstRow;
        private readonly Span<Digest8> _digests;

        public RowKernel(ReadOnlySpan<MatrixView> matrices, nint firstRow, Span<Digest8> digests)
        {
            _matrices = matrices;
            _firstRow = firstRow;
            _digests = digests;
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            int width = 0;
            foreach (ref readonly MatrixView matrix in _matrices)
            {
                width += matrix.Width;
            }

            Span<T> states = Scratch.Align<T>(stackalloc byte[Scratch.Bytes<T>(Batches * StateWidth)]);
            Span<T> tile = Scratch.Align<T>(stackalloc byte[Scratch.Bytes<T>(Batches * TileColumns)]);
            for (int done = 0; done < _digests.Length;)
            {
                int batches = NextBatch(done, _digests.Length, T.Lanes, out int first);
                HashBatches(first, width, states[..(batches * StateWidth)], tile);
                for (int batch = 0; batch < batches; batch++)
                {
                    Span<Digest8> destination = _digests.Slice(first + (batch * T.Lanes), T.Lanes);
                    ColumnTile.StoreDigests<T>(states.Slice(batch * StateWidth, Rate), destination);
                }

                done = first + (batches * T.Lanes);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void HashBatches<T>(int first, int width, Span<T> states, Span<T> tile)
            where T : unmanaged, IPacked<T>
        {
            states.Clear();
            for (int column = 0; column < width; column += TileColumns)
            {
                int count = int.Min(TileColumns, (width - column + Rate - 1) / Rate * Rate);
                for (int batch = 0; batch * StateWidth < states.Length; batch++)
                {
                    nint row = _firstRow + first + (batch * T.Lanes);
                    ColumnTile.Load(_matrices, row, column, tile.Slice(batch * TileColumns, count));
                }

                Absorb(states, tile, count);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static void Absorb<T>(Span<T> states, ReadOnlySpan<T> tile, int columns)
            where T : unmanaged, IPacked<T>
        {
            for (int column = 0; column < columns; column += Rate)
            {
                for (int batch = 0; batch * StateWidth < states.Length; batch++)
                {
                    tile.Slice((batch * TileColumns) + column, Rate).CopyTo(states[(batch * StateWidth)..]);
                }

                TPermutation.PermutePacked(states);
            }
        }
    }

    private readonly ref struct PairKernel : IPackedKernel
    {
        private readonly ReadOnlySpan<Digest8> _left;
        private readonly ReadOnlySpan<Digest8> _right;
        private readonly Span<Digest8> _parents;

        public PairKernel(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents)
        {
            _left = left;
            _right = right;
            _parents = parents;
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            Span<T> scratch = Scratch.Align<T>(stackalloc byte[Scratch.Bytes<T>(Batches * StateWidth)]);
            for (int done = 0; done < _parents.Length;)
            {
                int batches = NextBatch(done, _parents.Length, T.Lanes, out int first);
                Span<T> states = scratch[..(batches * StateWidth)];
                for (int batch = 0; batch < batches; batch++)
                {
                    int node = first + (batch * T.Lanes);
                    ColumnTile.LoadDigests(_left.Slice(node, T.Lanes), states.Slice(batch * StateWidth, Rate));
                    ColumnTile.LoadDigests(_right.Slice(node, T.Lanes), states.Slice((batch * StateWidth) + Rate, Rate));
                }

                TPermutation.PermutePacked(states);
                for (int batch = 0; batch < batches; batch++)
                {
                    Span<Digest8> destination = _parents.Slice(first + (batch * T.Lanes), T.Lanes);
                    ColumnTile.StoreDigests<T>(states.Slice(batch * StateWidth, Rate), destination);
                }

                done = first + (batches * T.Lanes);
            }
        }
    }
}
