using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <content>External rounds: a cube on every lane of the state, then the light matrix circ(2 M4, M4, M4, M4).</content>
public readonly partial struct Poseidon2W16
{
    /// <summary>(x + rc)^3 on all sixteen elements, and M4 on each group of four; four elements an iteration keep the method small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SubstituteAndMixFours<T>(T* state, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, constants sixteen words.
        for (nint i = 0; i < StateWidth; i += 4)
        {
            T a = T.AddRcCube(state[i], T.Broadcast(constants[i]));
            T b = T.AddRcCube(state[i + 1], T.Broadcast(constants[i + 1]));
            T c = T.AddRcCube(state[i + 2], T.Broadcast(constants[i + 2]));
            T d = T.AddRcCube(state[i + 3], T.Broadcast(constants[i + 3]));
            MixFour(ref a, ref b, ref c, ref d);
            state[i] = a;
            state[i + 1] = b;
            state[i + 2] = c;
            state[i + 3] = d;
        }
    }

    /// <summary>M4 on each group of four elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MixFours<T>(T* state)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers.
        for (nint i = 0; i < StateWidth; i += 4)
        {
            T a = state[i];
            T b = state[i + 1];
            T c = state[i + 2];
            T d = state[i + 3];
            MixFour(ref a, ref b, ref c, ref d);
            state[i] = a;
            state[i + 1] = b;
            state[i + 2] = c;
            state[i + 3] = d;
        }
    }

    /// <summary>Adds to every element the sum of the elements whose index is congruent modulo 4.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MixColumns<T>(T* state)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers.
        for (nint i = 0; i < 4; i++)
        {
            T a = state[i];
            T b = state[i + 4];
            T c = state[i + 8];
            T d = state[i + 12];
            T sum = (a + b) + (c + d);
            state[i] = a + sum;
            state[i + 4] = b + sum;
            state[i + 8] = c + sum;
            state[i + 12] = d + sum;
        }
    }

    /// <summary>M4 = [[2, 3, 1, 1], [1, 2, 3, 1], [1, 1, 2, 3], [3, 1, 1, 2]] in eleven additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixFour<T>(ref T a, ref T b, ref T c, ref T d)
        where T : unmanaged, IPacked<T>
    {
        T ab = a + b;
        T cd = c + d;
        T abcd = ab + cd;
        T abbcd = abcd + b;
        T abcdd = abcd + d;
        d = abcdd + T.Double(a);
        b = abbcd + T.Double(c);
        a = abbcd + ab;
        c = abcdd + cd;
    }
}
