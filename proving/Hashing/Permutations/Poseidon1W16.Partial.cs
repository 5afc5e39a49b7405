using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <content>
/// Partial rounds, in blocks of four. With x_u the S-box outputs of a block and s_j the other elements at its start:
/// y_0 = s_0, x_t = (y_t + rc_t)^3, y_(t+1) = x_t + sum_j v_t,j s_j + sum_(u &lt; t) c_t,u x_u, and at the end s_j += sum_u w_u,j x_u.
/// </content>
public readonly partial struct Poseidon1W16
{
    private const int BlockRounds = Poseidon1Schedule.BlockRounds;

    /// <summary>The dense linear layer of the last full round before the partial ones, which also changes to their basis.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MixIntoPartialRounds<T>(T* state, uint* matrix)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, matrix sixteen groups of sixteen words; four rows are taken at a time.
        T* wide = stackalloc T[2 * BlockRounds];
        T* mixed = stackalloc T[StateWidth];
        for (nint row = 0; row < StateWidth; row += BlockRounds)
        {
            DotFour(state, StateWidth, matrix + (row * StateWidth), wide);
            for (nint i = 0; i < BlockRounds; i++)
            {
                mixed[row + i] = T.ReduceWide(wide[2 * i], wide[(2 * i) + 1]);
            }
        }

        for (nint i = 0; i < StateWidth; i++)
        {
            state[i] = mixed[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PartialBlock<T>(T* state, uint* block)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, block the words of one block of the schedule.
        T* wide = stackalloc T[2 * BlockRounds];
        T* cubes = stackalloc T[BlockRounds];
        DotFour(state + 1, StateWidth - 1, block + Poseidon1Schedule.RowOffset, wide);
        SubstituteFour(state, block, wide, cubes);
        AddCubes(state + 1, block + Poseidon1Schedule.ColumnOffset, cubes);
    }

    /// <summary>Four dot products of count elements with constants, four constants an element, as wide sums below p * 2^32.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void DotFour<T>(T* elements, nint count, uint* constants, T* wide)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: elements has count registers, constants 4 * count words, wide eight registers.
        T even0 = T.Zero, odd0 = T.Zero, even1 = T.Zero, odd1 = T.Zero, even2 = T.Zero, odd2 = T.Zero, even3 = T.Zero, odd3 = T.Zero;
        uint* next = constants;

        // Three or four products from zero stay below 4 p^2 < 2 p * 2^32 and need one fold; then every two do.
        nint untilFold = 4 - (count & 1);
        for (nint i = 0; i < count; i++, next += 4)
        {
            T element = elements[i];
            T elementOdd = T.OddLanes(element);
            T c0 = T.Broadcast(next[0]);
            T.MultiplyAdd(ref even0, ref odd0, element, elementOdd, c0, c0);
            T c1 = T.Broadcast(next[1]);
            T.MultiplyAdd(ref even1, ref odd1, element, elementOdd, c1, c1);
            T c2 = T.Broadcast(next[2]);
            T.MultiplyAdd(ref even2, ref odd2, element, elementOdd, c2, c2);
            T c3 = T.Broadcast(next[3]);
            T.MultiplyAdd(ref even3, ref odd3, element, elementOdd, c3, c3);
            if (--untilFold == 0)
            {
                T.FoldWide(ref even0, ref odd0);
                T.FoldWide(ref even1, ref odd1);
                T.FoldWide(ref even2, ref odd2);
                T.FoldWide(ref even3, ref odd3);
                untilFold = 2;
            }
        }

        wide[0] = even0;
        wide[1] = odd0;
        wide[2] = even1;
        wide[3] = odd1;
        wide[4] = even2;
        wide[5] = odd2;
        wide[6] = even3;
        wide[7] = odd3;
    }

    /// <summary>The chain of four S-boxes; sums that do not wait for the present one are prepared beside it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SubstituteFour<T>(T* state, uint* block, T* wide, T* cubes)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: block starts with four round constants and six coefficients; wide has eight registers, cubes four.
        uint* c = block + BlockRounds;
        T x0 = T.AddRcCube(state[0], T.Broadcast(block[0]));
        T y1 = x0 + T.ReduceWide(wide[0], wide[1]);

        T x0Odd = T.OddLanes(x0);
        Accumulate(ref wide[2], ref wide[3], x0, x0Odd, c[0]);
        T.FoldWide(ref wide[2], ref wide[3]);
        T sum1 = T.ReduceWide(wide[2], wide[3]);
        T x1 = T.AddRcCube(y1, T.Broadcast(block[1]));
        T y2 = x1 + sum1;

        T x1Odd = T.OddLanes(x1);
        Accumulate(ref wide[4], ref wide[5], x0, x0Odd, c[1]);
        Accumulate(ref wide[4], ref wide[5], x1, x1Odd, c[2]);
        T.FoldWide(ref wide[4], ref wide[5]);
        T sum2 = T.ReduceWide(wide[4], wide[5]);
        T x2 = T.AddRcCube(y2, T.Broadcast(block[2]));
        T y3 = x2 + sum2;

        Accumulate(ref wide[6], ref wide[7], x0, x0Odd, c[3]);
        Accumulate(ref wide[6], ref wide[7], x1, x1Odd, c[4]);
        T.FoldWide(ref wide[6], ref wide[7]);
        Accumulate(ref wide[6], ref wide[7], x2, T.OddLanes(x2), c[5]);
        T.FoldWide(ref wide[6], ref wide[7]);
        T sum3 = T.ReduceWide(wide[6], wide[7]);
        T x3 = T.AddRcCube(y3, T.Broadcast(block[3]));

        state[0] = x3 + sum3;
        cubes[0] = x0;
        cubes[1] = x1;
        cubes[2] = x2;
        cubes[3] = x3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<T>(ref T even, ref T odd, T a, T aOdd, uint constant)
        where T : unmanaged, IPacked<T>
    {
        T c = T.Broadcast(constant);
        T.MultiplyAdd(ref even, ref odd, a, aOdd, c, c);
    }

    /// <summary>Adds to each of fifteen elements the four S-box outputs times its constants.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddCubes<T>(T* elements, uint* constants, T* cubes)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: elements has fifteen registers, constants sixty words, cubes four registers.
        T x0 = cubes[0];
        T x1 = cubes[1];
        T x2 = cubes[2];
        T x3 = cubes[3];
        T x0Odd = T.OddLanes(x0);
        T x1Odd = T.OddLanes(x1);
        T x2Odd = T.OddLanes(x2);
        T x3Odd = T.OddLanes(x3);
        uint* next = constants;
        for (nint i = 0; i < StateWidth - 1; i++, next += BlockRounds)
        {
            T even = T.Zero;
            T odd = T.Zero;
            Accumulate(ref even, ref odd, x0, x0Odd, next[0]);
            Accumulate(ref even, ref odd, x1, x1Odd, next[1]);
            Accumulate(ref even, ref odd, x2, x2Odd, next[2]);
            Accumulate(ref even, ref odd, x3, x3Odd, next[3]);

            // Four products are below 4 p^2 < 2 p * 2^32, which one fold brings into the range of the reduction.
            T.FoldWide(ref even, ref odd);
            elements[i] += T.ReduceWide(even, odd);
        }
    }
}
