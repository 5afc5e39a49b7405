using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace P2PProver.Hashing;

/// <summary>One state in general registers: the scalar twin of the others.</summary>
internal readonly struct KeccakLanes1 : IKeccakLanes<ulong>
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
    public static ulong FromBigEndian(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high)
    {
        return BinaryPrimitives.ReverseEndianness(low[0]) | ((ulong)BinaryPrimitives.ReverseEndianness(high[0]) << 32);
    }
}
