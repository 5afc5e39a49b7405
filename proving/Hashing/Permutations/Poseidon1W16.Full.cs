using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <content>Full rounds.</content>
public readonly partial struct Poseidon1W16
{
    /// <summary>(x + rc)^3 on all sixteen elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Substitute<T>(T* state, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, constants sixteen words.
        for (nint i = 0; i < StateWidth; i += 4)
        {
            state[i] = T.AddRcCube(state[i], T.Broadcast(constants[i]));
            state[i + 1] = T.AddRcCube(state[i + 1], T.Broadcast(constants[i + 1]));
            state[i + 2] = T.AddRcCube(state[i + 2], T.Broadcast(constants[i + 2]));
            state[i + 3] = T.AddRcCube(state[i + 3], T.Broadcast(constants[i + 3]));
        }
    }

    /// <summary>Multiplies by the MDS matrix. The type tests are constants to the JIT.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Mix<T>(T* state)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: a packed type is exactly its register, so the pointers address the same sixteen registers.
        if (typeof(T) == typeof(Packed16))
        {
            DigitMatrix<Vector512<int>, DigitLanes16>.Multiply((Vector512<int>*)state);
        }
        else if (typeof(T) == typeof(Packed8))
        {
            DigitMatrix<Vector256<int>, DigitLanes8>.Multiply((Vector256<int>*)state);
        }
        else
        {
            MixWords((uint*)state);
        }
    }

    /// <summary>The scalar twin of <see cref="DigitMatrix{TVector, TOps}"/>: products of 31 and 7 bits in 64-bit sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MixWords(uint* state)
    {
        // SAFETY: state has sixteen words; the doubled row holds FirstRow[(j - i) mod 16] at 16 + j - i.
        ulong* doubledRow = stackalloc ulong[2 * StateWidth];
        ulong* sums = stackalloc ulong[StateWidth];
        ReadOnlySpan<byte> row = FirstRow;
        for (int j = 0; j < 2 * StateWidth; j++)
        {
            doubledRow[j] = row[j & (StateWidth - 1)];
        }

        for (nint i = 0; i < StateWidth; i++)
        {
            ulong* coefficients = doubledRow + StateWidth - i;
            ulong sum = 0;
            for (nint j = 0; j < StateWidth; j += 4)
            {
                sum += (coefficients[j] * state[j]) + (coefficients[j + 1] * state[j + 1]);
                sum += (coefficients[j + 2] * state[j + 2]) + (coefficients[j + 3] * state[j + 3]);
            }

            sums[i] = sum;
        }

        for (nint i = 0; i < StateWidth; i++)
        {
            state[i] = (uint)(sums[i] % KoalaBear.Modulus);
        }
    }
}
