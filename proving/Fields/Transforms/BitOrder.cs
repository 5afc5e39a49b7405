namespace P2PProver.Fields;

/// <summary>Reversal of the bits of indices, inside transforms only: every matrix that leaves them is in natural order.</summary>
internal static class BitOrder
{
    /// <summary>The low bits of the index in reverse order; the index is below 2^bits, bits at most 32.</summary>
    public static uint Reverse(uint index, int bits)
    {
        uint v = index;
        v = ((v >> 1) & 0x55555555) | ((v & 0x55555555) << 1);
        v = ((v >> 2) & 0x33333333) | ((v & 0x33333333) << 2);
        v = ((v >> 4) & 0x0f0f0f0f) | ((v & 0x0f0f0f0f) << 4);
        v = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(v);
        return (uint)((ulong)v >> (32 - bits));
    }
}
