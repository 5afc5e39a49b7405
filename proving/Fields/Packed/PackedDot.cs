using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>Short dot products of packed elements with one reduction.</summary>
internal static class PackedDot<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>a0 b0 + a1 b1 + a2 b2: three products of words below p are below 2^64, one fold brings the sum below p * 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Three(T a0, T b0, T a1, T b1, T a2, T b2)
    {
        T even = T.Zero;
        T odd = T.Zero;
        T.MultiplyAdd(ref even, ref odd, a0, T.OddLanes(a0), b0, T.OddLanes(b0));
        T.MultiplyAdd(ref even, ref odd, a1, T.OddLanes(a1), b1, T.OddLanes(b1));
        T.MultiplyAdd(ref even, ref odd, a2, T.OddLanes(a2), b2, T.OddLanes(b2));
        T.FoldWide(ref even, ref odd);
        return T.ReduceWide(even, odd);
    }

    /// <summary>The dot product of the coefficients of a with b0, ..., b4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Five(in PackedExt5<T> a, T b0, T b1, T b2, T b3, T b4)
    {
        T even = T.Zero;
        T odd = T.Zero;
        T.MultiplyAdd(ref even, ref odd, a.C0, T.OddLanes(a.C0), b0, T.OddLanes(b0));
        T.MultiplyAdd(ref even, ref odd, a.C1, T.OddLanes(a.C1), b1, T.OddLanes(b1));
        T.MultiplyAdd(ref even, ref odd, a.C2, T.OddLanes(a.C2), b2, T.OddLanes(b2));
        T.FoldWide(ref even, ref odd);
        T.MultiplyAdd(ref even, ref odd, a.C3, T.OddLanes(a.C3), b3, T.OddLanes(b3));
        T.MultiplyAdd(ref even, ref odd, a.C4, T.OddLanes(a.C4), b4, T.OddLanes(b4));
        T.FoldWide(ref even, ref odd);
        return T.ReduceWide(even, odd);
    }
}
