using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace P2PProver.Hashing;

/// <summary>One state in general registers: the scalar twin of the others.</summary>
internal readonly unsafe struct KeccakLanes1 : IKeccakLanes<ulong>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Broadcast(ulong value)
    {
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b)
    {
        return a ^ b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor3(ulong a, ulong b, ulong c)
    {
        return a ^ b ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Chi(ulong a, ulong b, ulong c)
    {
        return a ^ (~b & c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong a, [ConstantExpected] byte count)
    {
        return BitOperations.RotateLeft(a, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FromBigEndian(uint* low, uint* high)
    {
        return BinaryPrimitives.ReverseEndianness(*low) | ((ulong)BinaryPrimitives.ReverseEndianness(*high) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFour(byte* source, nint strideBytes, ulong* registers)
    {
        // SAFETY: the caller gives 32 bytes on both sides.
        Unsafe.CopyBlockUnaligned(registers, source, Keccak256.DigestBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFour(ulong* registers, byte* destination, nint strideBytes)
    {
        // SAFETY: the caller gives 32 bytes on both sides.
        Unsafe.CopyBlockUnaligned(destination, registers, Keccak256.DigestBytes);
    }
}
