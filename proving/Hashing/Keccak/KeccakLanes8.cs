using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Hashing;

/// <summary>Eight states, lane k of the register belongs to state k. Scalar twin: <see cref="KeccakLanes1"/>.</summary>
internal readonly struct KeccakLanes8 : IKeccakLanes<Vector512<ulong>>
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
    public static Vector512<ulong> FromBigEndian(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high)
    {
        // Zero-extend both to 64 bits, put the second above the first, then reverse the bytes of every 32-bit half.
        Vector512<ulong> first = Avx512F.ConvertToVector512UInt64(Vector256.Create(low));
        Vector512<ulong> second = Avx512F.ConvertToVector512UInt64(Vector256.Create(high)) << 32;
        Vector256<ulong> half = Vector256.Create(0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL, 0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL);
        Vector512<byte> order = Vector512.Create(half, half).AsByte();
        return Avx512BW.Shuffle((first | second).AsByte(), order).AsUInt64();
    }
}
