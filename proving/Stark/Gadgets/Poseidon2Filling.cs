using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Computes the columns of permutations from their inputs, as many rows at once as a register has lanes: a register holds one column,
/// a lane one row. Rows that do not fill a register are done one by one.
/// </summary>
internal readonly unsafe struct Poseidon2Filling(FieldMatrix trace, int firstColumn, int firstRow, int rowCount) : IPackedKernel
{
    public void Run<T>()
        where T : unmanaged, IPacked<T>
    {
        int packed = rowCount / T.Lanes * T.Lanes;
        Fill<T>(firstRow, packed);
        Fill<Packed1>(firstRow + packed, rowCount - packed);
    }

    private void Fill<T>(int start, int count)
        where T : unmanaged, IPacked<T>
    {
        Span<T> columns = new T[Poseidon2Columns.ColumnCount];
        T[] diagonal = Array.ConvertAll(Poseidon2Layers.Diagonal.ToArray(), v => T.Broadcast(v));
        // SAFETY: the array has a register a column; loads and stores stay inside it and inside rows of the trace.
        fixed (T* words = columns)
        {
            for (int row = start; row < start + count; row += T.Lanes)
            {
                Load((uint*)words, row, T.Lanes);
                Permute(columns, diagonal);
                Store((uint*)words, row, T.Lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Permute<T>(Span<T> columns, ReadOnlySpan<T> diagonal)
        where T : unmanaged, IPacked<T>
    {
        Span<T> state = stackalloc T[Poseidon2Layers.Width];
        Span<T> rest = columns[state.Length..];
        columns[..state.Length].CopyTo(state);
        Poseidon2Layers.External(state);
        for (int round = 0; round < Poseidon2Layers.HalfExternalRounds; round++)
        {
            rest = ExternalRound(state, Poseidon2Layers.InitialRound(round), rest);
        }

        for (int round = 0; round < Poseidon2Layers.InternalRounds; round++)
        {
            state[0] = Cube(state[0], Poseidon2Layers.InternalRound(round));
            rest[0] = state[0];
            rest = rest[1..];
            Poseidon2Layers.Internal(state, diagonal);
        }

        for (int round = 0; round < Poseidon2Layers.HalfExternalRounds; round++)
        {
            rest = ExternalRound(state, Poseidon2Layers.TerminalRound(round), rest);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Span<T> ExternalRound<T>(scoped Span<T> state, ReadOnlySpan<KoalaBear> constants, Span<T> rest)
        where T : unmanaged, IPacked<T>
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Cube(state[i], constants[i]);
        }

        Poseidon2Layers.External(state);
        state.CopyTo(rest);
        return rest[state.Length..];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Cube<T>(T x, KoalaBear constant)
        where T : unmanaged, IPacked<T> => T.AddRcCube(x, T.Broadcast(constant.Montgomery - KoalaBear.Modulus));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Load(uint* columns, int row, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            // SAFETY: the permutation's columns lie inside every row of the trace.
            uint* source = trace.Pointer + ((nint)(row + lane) * trace.Stride) + firstColumn;
            for (int i = 0; i < Poseidon2Layers.Width; i++)
            {
                columns[(i * lanes) + lane] = source[i];
            }
        }
    }

    /// <summary>Writes the computed columns back: eight columns of eight rows at a time, the last eight reaching back over others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Store(uint* columns, int row, int lanes)
    {
        if (lanes < TileTranspose.Size)
        {
            StoreRow(columns, row);
            return;
        }

        uint** sources = stackalloc uint*[TileTranspose.Size];
        for (int next = Poseidon2Layers.Width; next < Poseidon2Columns.ColumnCount; next += TileTranspose.Size)
        {
            int column = Math.Min(next, Poseidon2Columns.ColumnCount - TileTranspose.Size);
            for (int i = 0; i < TileTranspose.Size; i++)
            {
                sources[i] = columns + ((column + i) * lanes);
            }

            for (int lane = 0; lane < lanes; lane += TileTranspose.Size)
            {
                // SAFETY: the permutation's columns lie inside every row of the trace.
                uint* target = trace.Pointer + ((nint)(row + lane) * trace.Stride) + firstColumn + column;
                TileTranspose.Square(sources, lane, target, trace.Stride);
            }
        }
    }

    private void StoreRow(uint* columns, int row)
    {
        Span<uint> target = new(trace.Pointer + ((nint)row * trace.Stride) + firstColumn, Poseidon2Columns.ColumnCount);
        new ReadOnlySpan<uint>(columns, Poseidon2Columns.ColumnCount)[Poseidon2Layers.Width..].CopyTo(target[Poseidon2Layers.Width..]);
    }
}
