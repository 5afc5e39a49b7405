using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Hashing;

/// <summary>Four states, lane k of the register belongs to state k. Scalar twin: <see cref="KeccakLanes1"/>.</summary>
internal readonly struct KeccakLanes4 : IKeccakLanes<Vector256<ulong>>
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
    public static Vector256<ulong> FromBigEndian(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high)
    {
        // Zero-extend both to 64 bits, put the second above the first, then reverse the bytes of every 32-bit half.
        Vector256<ulong> first = Avx2.ConvertToVector256Int64(Vector128.Create(low)).AsUInt64();
        Vector256<ulong> second = Avx2.ConvertToVector256Int64(Vector128.Create(high)).AsUInt64() << 32;
        Vector256<byte> order = Vector256.Create(0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL, 0x04050607_00010203UL, 0x0C0D0E0F_08090A0BUL).AsByte();
        return Avx2.Shuffle((first | second).AsByte(), order).AsUInt64();
    }
}
