using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Hashing;

/// <summary>Four states, lane k of the register belongs to state k. Scalar twin: <see cref="KeccakLanes1"/>.</summary>
internal readonly unsafe struct KeccakLanes4 : IKeccakLanes<Vector256<ulong>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong value)
    {
        return Vector256.Create(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b)
    {
        return a ^ b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor3(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c)
    {
        return a ^ b ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Chi(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c)
    {
        return a ^ Vector256.AndNot(c, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateLeft(Vector256<ulong> a, [ConstantExpected] byte count)
    {
        return (a << count) | (a >>> (64 - count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> FromBigEndian(uint* low, uint* high)
    {
        // Zero-extend both to 64 bits, put the second above the first, then reverse the bytes of every 32-bit half.
        Vector256<ulong> first = Avx2.ConvertToVector256Int64(Vector128.Load(low)).AsUInt64();
        Vector256<ulong> second = Avx2.ConvertToVector256Int64(Vector128.Load(high)).AsUInt64() << 32;
        Vector256<byte> order = Vector256.Create(0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL, 0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL).AsByte();
        return Avx2.Shuffle((first | second).AsByte(), order).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFour(byte* source, nint strideBytes, Vector256<ulong>* registers)
    {
        // SAFETY: the caller gives four messages of 32 bytes and four registers.
        Vector256<ulong> m0 = Vector256.Load((ulong*)source);
        Vector256<ulong> m1 = Vector256.Load((ulong*)(source + strideBytes));
        Vector256<ulong> m2 = Vector256.Load((ulong*)(source + (2 * strideBytes)));
        Vector256<ulong> m3 = Vector256.Load((ulong*)(source + (3 * strideBytes)));
        Transpose(m0, m1, m2, m3, out registers[0], out registers[1], out registers[2], out registers[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFour(Vector256<ulong>* registers, byte* destination, nint strideBytes)
    {
        // SAFETY: the caller gives four registers and room for four messages of 32 bytes.
        Transpose(
            registers[0],
            registers[1],
            registers[2],
            registers[3],
            out Vector256<ulong> m0,
            out Vector256<ulong> m1,
            out Vector256<ulong> m2,
            out Vector256<ulong> m3);
        m0.Store((ulong*)destination);
        m1.Store((ulong*)(destination + strideBytes));
        m2.Store((ulong*)(destination + (2 * strideBytes)));
        m3.Store((ulong*)(destination + (3 * strideBytes)));
    }

    /// <summary>Transposes 4 x 4 words: pairs of rows interleaved, then halves exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(
        Vector256<ulong> r0,
        Vector256<ulong> r1,
        Vector256<ulong> r2,
        Vector256<ulong> r3,
        out Vector256<ulong> c0,
        out Vector256<ulong> c1,
        out Vector256<ulong> c2,
        out Vector256<ulong> c3)
    {
        Vector256<ulong> even01 = Avx2.UnpackLow(r0, r1);
        Vector256<ulong> odd01 = Avx2.UnpackHigh(r0, r1);
        Vector256<ulong> even23 = Avx2.UnpackLow(r2, r3);
        Vector256<ulong> odd23 = Avx2.UnpackHigh(r2, r3);
        c0 = Avx2.Permute2x128(even01, even23, 0x20);
        c1 = Avx2.Permute2x128(odd01, odd23, 0x20);
        c2 = Avx2.Permute2x128(even01, even23, 0x31);
        c3 = Avx2.Permute2x128(odd01, odd23, 0x31);
    }
}
