using System.Runtime.CompilerServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// Computes the columns of permutations from their inputs, as many rows at once as a register has lanes: a register holds one column,
/// a lane one row. Rows that do not fill a register are done one by one, by the same code over <see cref="Packed1"/>.
/// </summary>
internal readonly unsafe struct Poseidon1Filling(FieldMatrix trace, int firstColumn, int outputCount, int firstRow, int rowCount) : IPackedKernel
{
    private const int Width = Poseidon1Columns.Width;
    private const int Computed = (2 * Poseidon1Columns.HalfFullRounds * Width) + Poseidon1Columns.PartialRounds;

    /// <summary>Input, all computed columns, and the S-box outputs of a full round.</summary>
    private const int Registers = Width + Computed + Width;

    private static readonly uint[] Constants = BuildConstants();

    public void Run<T>()
        where T : unmanaged, IPacked<T>
    {
        int packed = rowCount / T.Lanes * T.Lanes;
        Fill<T>(firstRow, packed);
        Fill<Packed1>(firstRow + packed, rowCount - packed);
    }

    /// <summary>
    /// Four full rounds of constants and matrix, for each partial round its constant (and a zero), 15 row and 15 column coefficients,
    /// then four full rounds. Round constants are Montgomery words minus p, as the fused S-box takes them; matrices go by columns.
    /// </summary>
    private static uint[] BuildConstants()
    {
        Poseidon1Factors factors = Poseidon1Factors.Instance;
        List<uint> words = [];
        for (int round = 0; round < Poseidon1Columns.HalfFullRounds; round++)
        {
            bool last = round == Poseidon1Columns.HalfFullRounds - 1;
            AddFullRound(words, factors.InitialConstants(round), last ? factors.Dense : factors.Mds);
        }

        for (int round = 0; round < Poseidon1Columns.PartialRounds; round++)
        {
            words.Add(unchecked(factors.PartialConstant(round).Montgomery - KoalaBear.Modulus));
            AddWords(words, factors.SparseRow(round));
            AddWords(words, factors.SparseColumn(round));
        }

        for (int round = 0; round < Poseidon1Columns.HalfFullRounds; round++)
        {
            AddFullRound(words, factors.TerminalConstants(round), factors.Mds);
        }

        return [.. words];
    }

    private static void AddFullRound(List<uint> words, ReadOnlySpan<KoalaBear> constants, Func<int, int, KoalaBear> matrix)
    {
        foreach (KoalaBear constant in constants)
        {
            words.Add(unchecked(constant.Montgomery - KoalaBear.Modulus));
        }

        for (int row = 0; row < Width; row += 4)
        {
            for (int column = 0; column < Width; column++)
            {
                words.AddRange(Enumerable.Range(row, 4).Select(i => matrix(i, column).Montgomery));
            }
        }
    }

    private static void AddWords(List<uint> words, ReadOnlySpan<KoalaBear> elements)
    {
        foreach (KoalaBear element in elements)
        {
            words.Add(element.Montgomery);
        }
    }

    private void Fill<T>(int start, int count)
        where T : unmanaged, IPacked<T>
    {
        Span<T> registers = new T[Registers];
        // SAFETY: the array has a register a column; loads and stores stay inside it and inside rows of the trace.
        fixed (T* columns = registers)
        fixed (uint* constants = Constants)
        {
            for (int row = start; row < start + count; row += T.Lanes)
            {
                Load((uint*)columns, row, T.Lanes);
                Permute(columns, constants);
                Store((uint*)columns, row, T.Lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Permute<T>(T* columns, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: there are Registers registers, and the constants are those of all rounds in this order.
        T* cubes = columns + Width + Computed;
        T* state = columns;
        uint* next = constants;
        for (int round = 0; round < Poseidon1Columns.HalfFullRounds; round++, next += Width + (Width * Width))
        {
            FullRound(state, state + Width, cubes, next);
            state += Width;
        }

        next = PartialRounds(state, state + Width, cubes, next);

        // The state behind the partial rounds is linear in the columns and has none; it stands in the scratch registers.
        T* after = state + Width + Poseidon1Columns.PartialRounds;
        state = cubes;
        for (int round = 0; round < Poseidon1Columns.HalfFullRounds; round++, next += Width + (Width * Width))
        {
            FullRound(state, after, cubes, next);
            state = after;
            after += Width;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FullRound<T>(T* state, T* after, T* cubes, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: all three point to sixteen registers; cubes may be the state itself.
        for (nint i = 0; i < Width; i++)
        {
            cubes[i] = T.AddRcCube(state[i], T.Broadcast(constants[i]));
        }

        uint* matrix = constants + Width;
        for (nint row = 0; row < Width; row += 4)
        {
            DotFour(cubes, matrix + (row * Width), after + row);
        }
    }

    /// <summary>Four dot products of sixteen elements with constants, four constants an element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void DotFour<T>(T* elements, uint* constants, T* results)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: elements has sixteen registers, constants 64 words, results four registers.
        T even0 = T.Zero, odd0 = T.Zero, even1 = T.Zero, odd1 = T.Zero, even2 = T.Zero, odd2 = T.Zero, even3 = T.Zero, odd3 = T.Zero;
        for (nint i = 0; i < Width; i++, constants += 4)
        {
            T element = elements[i];
            T elementOdd = T.OddLanes(element);
            T c0 = T.Broadcast(constants[0]);
            T.MultiplyAdd(ref even0, ref odd0, element, elementOdd, c0, c0);
            T c1 = T.Broadcast(constants[1]);
            T.MultiplyAdd(ref even1, ref odd1, element, elementOdd, c1, c1);
            T c2 = T.Broadcast(constants[2]);
            T.MultiplyAdd(ref even2, ref odd2, element, elementOdd, c2, c2);
            T c3 = T.Broadcast(constants[3]);
            T.MultiplyAdd(ref even3, ref odd3, element, elementOdd, c3, c3);

            // A sum below p * 2^32 takes two products before it must be folded.
            if ((i & 1) != 0)
            {
                T.FoldWide(ref even0, ref odd0);
                T.FoldWide(ref even1, ref odd1);
                T.FoldWide(ref even2, ref odd2);
                T.FoldWide(ref even3, ref odd3);
            }
        }

        results[0] = T.ReduceWide(even0, odd0);
        results[1] = T.ReduceWide(even1, odd1);
        results[2] = T.ReduceWide(even2, odd2);
        results[3] = T.ReduceWide(even3, odd3);
    }

    /// <summary>All partial rounds; returns where the constants of the next round are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static uint* PartialRounds<T>(T* before, T* columns, T* state, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: before and state have sixteen registers, columns one a round; each round has 31 constants.
        for (nint i = 0; i < Width; i++)
        {
            state[i] = before[i];
        }

        for (nint round = 0; round < Poseidon1Columns.PartialRounds; round++, constants += (2 * Width) - 1)
        {
            columns[round] = T.AddRcCube(state[0], T.Broadcast(constants[0]));
            PartialMix(state, columns[round], constants + 1);
        }

        return constants;
    }

    /// <summary>s_0 = x + sum_j v_j s_j, s_j += w_j x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PartialMix<T>(T* state, T x, uint* coefficients)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, coefficients thirty words.
        T even = T.Zero;
        T odd = T.Zero;
        uint* columns = coefficients + Width - 1;
        for (nint j = 1; j < Width; j++)
        {
            T c = T.Broadcast(coefficients[j - 1]);
            T.MultiplyAdd(ref even, ref odd, state[j], T.OddLanes(state[j]), c, c);
            if ((j & 1) != 0)
            {
                T.FoldWide(ref even, ref odd);
            }

            state[j] += T.MulScalar(x, columns[j - 1]);
        }

        state[0] = x + T.ReduceWide(even, odd);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Load(uint* columns, int row, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            // SAFETY: the permutation's columns lie inside every row of the trace.
            uint* source = trace.Pointer + ((nint)(row + lane) * trace.Stride) + firstColumn;
            for (int i = 0; i < Width; i++)
            {
                columns[(i * lanes) + lane] = source[i];
            }
        }
    }

    /// <summary>Writes the computed columns back: eight columns of eight rows at a time, the last eight reaching back over others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Store(uint* columns, int row, int lanes)
    {
        int count = Computed + outputCount;
        if (lanes < TileTranspose.Size)
        {
            StoreRow(columns, row, count);
            return;
        }

        uint** sources = stackalloc uint*[TileTranspose.Size];
        for (int next = Width; next < count; next += TileTranspose.Size)
        {
            int column = Math.Min(next, count - TileTranspose.Size);
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

    private void StoreRow(uint* columns, int row, int count)
    {
        Span<uint> target = new(trace.Pointer + ((nint)row * trace.Stride) + firstColumn, count);
        new ReadOnlySpan<uint>(columns, count)[Width..].CopyTo(target[Width..]);
    }
}
