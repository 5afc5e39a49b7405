using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// Radix-4 and radix-2 steps over a tile of n rows of one register each that lies in the first-level cache; lane i is column i.
/// A radix-4 step does the layers of spans h and 2h. Scalar twin: the same code over <see cref="Packed1"/>.
/// </summary>
/// <remarks>
/// Decimation in frequency (the Dif methods) takes natural order to bit-reversed order from the widest layer down; decimation in time
/// (the Dit methods) takes bit-reversed order to natural order from the narrowest layer up. Twiddles lie as in <see cref="RootTables"/>.
/// </remarks>
internal static unsafe class Butterflies<T>
    where T : unmanaged, IPacked<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dif(ref T a0, ref T a1, ref T a2, ref T a3, T w1, T w2, T w3)
    {
        T c0 = a0 + a2;
        T c2 = T.MulDifference(a0, a2, w2);
        T c1 = a1 + a3;
        T c3 = T.MulDifference(a1, a3, w3);
        a0 = c0 + c1;
        a1 = T.MulDifference(c0, c1, w1);
        a2 = c2 + c3;
        a3 = T.MulDifference(c2, c3, w1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dit(ref T a0, ref T a1, ref T a2, ref T a3, T w1, T w2, T w3)
    {
        a1 = T.MulUniform(a1, w1);
        a3 = T.MulUniform(a3, w1);
        T c0 = a0 + a1;
        T c1 = a0 - a1;
        T c2 = T.MulSum(a2, a3, w2);
        T c3 = T.MulDifference(a2, a3, w3);
        a0 = c0 + c2;
        a2 = c0 - c2;
        a1 = c1 + c3;
        a3 = c1 - c3;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StepDif(T* tile, nint n, nint h, uint* twiddles)
    {
        uint* w1 = twiddles + (h - 1);
        uint* w2 = twiddles + ((2 * h) - 1);
        for (nint k = 0; k < n; k += 4 * h)
        {
            T* p0 = tile + k;
            T* p1 = p0 + h;
            T* p2 = p1 + h;
            T* p3 = p2 + h;
            for (nint j = 0; j < h; j++)
            {
                T a0 = p0[j], a1 = p1[j], a2 = p2[j], a3 = p3[j];
                Dif(ref a0, ref a1, ref a2, ref a3, T.Broadcast(w1[j]), T.Broadcast(w2[j]), T.Broadcast(w2[j + h]));
                p0[j] = a0;
                p1[j] = a1;
                p2[j] = a2;
                p3[j] = a3;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StepDit(T* tile, nint n, nint h, uint* twiddles)
    {
        uint* w1 = twiddles + (h - 1);
        uint* w2 = twiddles + ((2 * h) - 1);
        for (nint k = 0; k < n; k += 4 * h)
        {
            T* p0 = tile + k;
            T* p1 = p0 + h;
            T* p2 = p1 + h;
            T* p3 = p2 + h;
            for (nint j = 0; j < h; j++)
            {
                T a0 = p0[j], a1 = p1[j], a2 = p2[j], a3 = p3[j];
                Dit(ref a0, ref a1, ref a2, ref a3, T.Broadcast(w1[j]), T.Broadcast(w2[j]), T.Broadcast(w2[j + h]));
                p0[j] = a0;
                p1[j] = a1;
                p2[j] = a2;
                p3[j] = a3;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LayerDif(T* tile, nint n, nint h, uint* twiddles)
    {
        uint* w = twiddles + (h - 1);
        for (nint k = 0; k < n; k += 2 * h)
        {
            T* p = tile + k;
            T* q = p + h;
            for (nint j = 0; j < h; j++)
            {
                T x = p[j];
                T y = q[j];
                p[j] = x + y;
                q[j] = T.MulDifference(x, y, T.Broadcast(w[j]));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LayerDit(T* tile, nint n, nint h, uint* twiddles)
    {
        uint* w = twiddles + (h - 1);
        for (nint k = 0; k < n; k += 2 * h)
        {
            T* p = tile + k;
            T* q = p + h;
            for (nint j = 0; j < h; j++)
            {
                T x = p[j];
                T y = T.MulScalar(q[j], w[j]);
                p[j] = x + y;
                q[j] = x - y;
            }
        }
    }
}
