using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// The first and last steps of a block, which read rows of a matrix into tiles and write tiles back: doing a radix-4 step on the way
/// saves two trips through the first-level cache. Several tiles side by side share a row's cache lines and twiddles.
/// </summary>
/// <typeparam name="T">The packed field; lane i of a register is column i of its tile.</typeparam>
/// <typeparam name="TTile">Whether tiles have all their columns.</typeparam>
internal static unsafe class TileTransform<T, TTile>
    where T : unmanaged, IPacked<T>
    where TTile : struct, ITileAccess<T>
{
    /// <summary>Reads n rows of count tiles each; tile k goes to scratch + k * n.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Read(RowSet rows, T* scratch, nint n, nint count, TTile access)
    {
        uint* row = (uint*)rows.First;
        for (nint i = 0; i < n; i++, row += rows.Stride)
        {
            for (nint k = 0; k < count; k++)
            {
                scratch[(k * n) + i] = access.Load(row + (k * T.Lanes));
            }
        }
    }

    /// <summary>As <see cref="Read"/>, multiplying row i by scale[i].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ReadScaled(RowSet rows, T* scratch, nint n, nint count, uint* scale, TTile access)
    {
        uint* row = (uint*)rows.First;
        for (nint i = 0; i < n; i++, row += rows.Stride)
        {
            for (nint k = 0; k < count; k++)
            {
                scratch[(k * n) + i] = T.MulScalar(access.Load(row + (k * T.Lanes)), scale[i]);
            }
        }
    }

    /// <summary>Writes n rows of count tiles each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Write(T* scratch, RowSet rows, nint n, nint count, TTile access)
    {
        uint* row = (uint*)rows.First;
        for (nint i = 0; i < n; i++, row += rows.Stride)
        {
            for (nint k = 0; k < count; k++)
            {
                access.Store(scratch[(k * n) + i], row + (k * T.Lanes));
            }
        }
    }

    /// <summary>Reads rows and does the two widest layers, of spans n/2 and n/4.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FirstDif(RowSet rows, T* scratch, nint n, nint count, uint* twiddles, TTile access)
    {
        nint h = n / 4;
        nint quarter = h * rows.Stride;
        uint* w1 = twiddles + (h - 1);
        uint* w2 = twiddles + ((2 * h) - 1);
        uint* p0 = (uint*)rows.First;
        for (nint j = 0; j < h; j++, p0 += rows.Stride)
        {
            uint* p1 = p0 + quarter;
            uint* p2 = p1 + quarter;
            uint* p3 = p2 + quarter;
            T x1 = T.Broadcast(w1[j]), x2 = T.Broadcast(w2[j]), x3 = T.Broadcast(w2[j + h]);
            T* to = scratch + j;
            for (nint k = 0; k < count * T.Lanes; k += T.Lanes, to += n)
            {
                T a0 = access.Load(p0 + k), a1 = access.Load(p1 + k), a2 = access.Load(p2 + k), a3 = access.Load(p3 + k);
                Butterflies<T>.Dif(ref a0, ref a1, ref a2, ref a3, x1, x2, x3);
                to[0] = a0;
                to[h] = a1;
                to[2 * h] = a2;
                to[3 * h] = a3;
            }
        }
    }

    /// <summary>Does the two narrowest layers, of spans 2 and 1, and writes rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LastDif(T* scratch, RowSet rows, nint n, nint count, uint* twiddles, TTile access)
    {
        T x1 = T.Broadcast(twiddles[0]), x2 = T.Broadcast(twiddles[1]), x3 = T.Broadcast(twiddles[2]);
        uint* p0 = (uint*)rows.First;
        for (nint i = 0; i < n; i += 4, p0 += 4 * rows.Stride)
        {
            uint* p1 = p0 + rows.Stride;
            uint* p2 = p1 + rows.Stride;
            uint* p3 = p2 + rows.Stride;
            T* from = scratch + i;
            for (nint k = 0; k < count * T.Lanes; k += T.Lanes, from += n)
            {
                T a0 = from[0], a1 = from[1], a2 = from[2], a3 = from[3];
                Butterflies<T>.Dif(ref a0, ref a1, ref a2, ref a3, x1, x2, x3);
                access.Store(a0, p0 + k);
                access.Store(a1, p1 + k);
                access.Store(a2, p2 + k);
                access.Store(a3, p3 + k);
            }
        }
    }

    /// <summary>Reads rows and does the two narrowest layers, of spans 1 and 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FirstDit(RowSet rows, T* scratch, nint n, nint count, uint* twiddles, TTile access)
    {
        T x1 = T.Broadcast(twiddles[0]), x2 = T.Broadcast(twiddles[1]), x3 = T.Broadcast(twiddles[2]);
        uint* p0 = (uint*)rows.First;
        for (nint i = 0; i < n; i += 4, p0 += 4 * rows.Stride)
        {
            uint* p1 = p0 + rows.Stride;
            uint* p2 = p1 + rows.Stride;
            uint* p3 = p2 + rows.Stride;
            T* to = scratch + i;
            for (nint k = 0; k < count * T.Lanes; k += T.Lanes, to += n)
            {
                T a0 = access.Load(p0 + k), a1 = access.Load(p1 + k), a2 = access.Load(p2 + k), a3 = access.Load(p3 + k);
                Butterflies<T>.Dit(ref a0, ref a1, ref a2, ref a3, x1, x2, x3);
                to[0] = a0;
                to[1] = a1;
                to[2] = a2;
                to[3] = a3;
            }
        }
    }

    /// <summary>
    /// As <see cref="FirstDit"/>, multiplying row i by scale[i] first, for the pass whose twiddles are those of the root table:
    /// of the four factors only the fourth root of unity is not one.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FirstDitScaled(RowSet rows, T* scratch, nint n, nint count, uint* scale, uint fourthRoot, TTile access)
    {
        T root = T.Broadcast(fourthRoot);
        uint* p0 = (uint*)rows.First;
        for (nint i = 0; i < n; i += 4, p0 += 4 * rows.Stride)
        {
            uint* p1 = p0 + rows.Stride;
            uint* p2 = p1 + rows.Stride;
            uint* p3 = p2 + rows.Stride;
            T s0 = T.Broadcast(scale[i]), s1 = T.Broadcast(scale[i + 1]), s2 = T.Broadcast(scale[i + 2]), s3 = T.Broadcast(scale[i + 3]);
            T* to = scratch + i;
            for (nint k = 0; k < count * T.Lanes; k += T.Lanes, to += n)
            {
                T a0 = T.MulUniform(access.Load(p0 + k), s0);
                T a1 = T.MulUniform(access.Load(p1 + k), s1);
                T a2 = T.MulUniform(access.Load(p2 + k), s2);
                T a3 = T.MulUniform(access.Load(p3 + k), s3);
                T c0 = a0 + a1, c1 = a0 - a1, c2 = a2 + a3;
                T c3 = T.MulDifference(a2, a3, root);
                to[0] = c0 + c2;
                to[1] = c1 + c3;
                to[2] = c0 - c2;
                to[3] = c1 - c3;
            }
        }
    }

    /// <summary>Does the two widest layers, of spans n/4 and n/2, and writes rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LastDit(T* scratch, RowSet rows, nint n, nint count, uint* twiddles, TTile access)
    {
        nint h = n / 4;
        nint quarter = h * rows.Stride;
        uint* w1 = twiddles + (h - 1);
        uint* w2 = twiddles + ((2 * h) - 1);
        uint* p0 = (uint*)rows.First;
        for (nint j = 0; j < h; j++, p0 += rows.Stride)
        {
            uint* p1 = p0 + quarter;
            uint* p2 = p1 + quarter;
            uint* p3 = p2 + quarter;
            T x1 = T.Broadcast(w1[j]), x2 = T.Broadcast(w2[j]), x3 = T.Broadcast(w2[j + h]);
            T* from = scratch + j;
            for (nint k = 0; k < count * T.Lanes; k += T.Lanes, from += n)
            {
                T a0 = from[0], a1 = from[h], a2 = from[2 * h], a3 = from[3 * h];
                Butterflies<T>.Dit(ref a0, ref a1, ref a2, ref a3, x1, x2, x3);
                access.Store(a0, p0 + k);
                access.Store(a1, p1 + k);
                access.Store(a2, p2 + k);
                access.Store(a3, p3 + k);
            }
        }
    }
}
