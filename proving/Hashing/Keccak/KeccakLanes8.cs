using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Hashing;

/// <summary>Eight states, lane k of the register belongs to state k. Scalar twin: <see cref="KeccakLanes1"/>.</summary>
internal readonly unsafe struct KeccakLanes8 : IKeccakLanes<Vector512<ulong>>
{
    // Truth tables of vpternlogq: bit 4 a + 2 b + c is the result for these bits of the operands.
    private const byte ParityTable = 0b1001_0110;
    private const byte ChiTable = 0b1101_0010;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong value)
    {
        return Vector512.Create(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b)
    {
        return a ^ b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor3(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c)
    {
        return Avx512F.TernaryLogic(a, b, c, ParityTable);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Chi(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c)
    {
        return Avx512F.TernaryLogic(a, b, c, ChiTable);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> RotateLeft(Vector512<ulong> a, [ConstantExpected] byte count)
    {
        return Avx512F.RotateLeft(a, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> FromBigEndian(uint* low, uint* high)
    {
        // Zero-extend both to 64 bits, put the second above the first, then reverse the bytes of every 32-bit half.
        Vector512<ulong> first = Avx512F.ConvertToVector512UInt64(Vector256.Load(low));
        Vector512<ulong> second = Avx512F.ConvertToVector512UInt64(Vector256.Load(high)) << 32;
        Vector256<ulong> half = Vector256.Create(0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL, 0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL);
        Vector512<byte> order = Vector512.Create(half, half).AsByte();
        return Avx512BW.Shuffle((first | second).AsByte(), order).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFour(byte* source, nint strideBytes, Vector512<ulong>* registers)
    {
        // SAFETY: the caller gives eight messages of 32 bytes and four registers; each half is that of four messages.
        LoadHalf(source, strideBytes, out Vector256<ulong> l0, out Vector256<ulong> l1, out Vector256<ulong> l2, out Vector256<ulong> l3);
        byte* upper = source + (4 * strideBytes);
        LoadHalf(upper, strideBytes, out Vector256<ulong> u0, out Vector256<ulong> u1, out Vector256<ulong> u2, out Vector256<ulong> u3);
        registers[0] = Vector512.Create(l0, u0);
        registers[1] = Vector512.Create(l1, u1);
        registers[2] = Vector512.Create(l2, u2);
        registers[3] = Vector512.Create(l3, u3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFour(Vector512<ulong>* registers, byte* destination, nint strideBytes)
    {
        // SAFETY: the caller gives four registers and room for eight messages of 32 bytes; each half is that of four messages.
        Vector512<ulong> r0 = registers[0];
        Vector512<ulong> r1 = registers[1];
        Vector512<ulong> r2 = registers[2];
        Vector512<ulong> r3 = registers[3];
        StoreHalf(r0.GetLower(), r1.GetLower(), r2.GetLower(), r3.GetLower(), destination, strideBytes);
        StoreHalf(r0.GetUpper(), r1.GetUpper(), r2.GetUpper(), r3.GetUpper(), destination + (4 * strideBytes), strideBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadHalf(
        byte* source,
        nint strideBytes,
        out Vector256<ulong> w0,
        out Vector256<ulong> w1,
        out Vector256<ulong> w2,
        out Vector256<ulong> w3)
    {
        Vector256<ulong> m0 = Vector256.Load((ulong*)source);
        Vector256<ulong> m1 = Vector256.Load((ulong*)(source + strideBytes));
        Vector256<ulong> m2 = Vector256.Load((ulong*)(source + (2 * strideBytes)));
        Vector256<ulong> m3 = Vector256.Load((ulong*)(source + (3 * strideBytes)));
        KeccakLanes4.Transpose(m0, m1, m2, m3, out w0, out w1, out w2, out w3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalf(
        Vector256<ulong> w0,
        Vector256<ulong> w1,
        Vector256<ulong> w2,
        Vector256<ulong> w3,
        byte* destination,
        nint strideBytes)
    {
        KeccakLanes4.Transpose(
            w0, w1, w2, w3, out Vector256<ulong> m0, out Vector256<ulong> m1, out Vector256<ulong> m2, out Vector256<ulong> m3);
        m0.Store((ulong*)destination);
        m1.Store((ulong*)(destination + strideBytes));
        m2.Store((ulong*)(destination + (2 * strideBytes)));
        m3.Store((ulong*)(destination + (3 * strideBytes)));
    }
}
