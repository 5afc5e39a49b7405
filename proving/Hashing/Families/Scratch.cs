using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Hashing;

/// <summary>Stack memory for registers, aligned so that none straddles two cache lines.</summary>
internal static class Scratch
{
    private const int Alignment = 64;

    /// <summary>Bytes to allocate for an aligned span of registers.</summary>
    public static int Bytes<T>(int count)
        where T : unmanaged
    {
        return (count * Unsafe.SizeOf<T>()) + Alignment;
    }

    /// <summary>The registers in a block of <see cref="Bytes{T}"/> bytes on the stack, uninitialised unless the block is.</summary>
    public static unsafe Span<T> Align<T>(Span<byte> stackBlock)
        where T : unmanaged
    {
        // SAFETY: the block is on the stack, so it does not move, and it is larger than the registers by the alignment.
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(stackBlock));
        int skip = (int)((Alignment - (address % Alignment)) % Alignment);
        int count = (stackBlock.Length - Alignment) / Unsafe.SizeOf<T>();
        return MemoryMarshal.Cast<byte, T>(stackBlock[skip..])[..count];
    }
}
