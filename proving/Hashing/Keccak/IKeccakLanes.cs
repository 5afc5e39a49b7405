using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Hashing;

/// <summary>
/// The operations of Keccak-f on one or more 64-bit lanes, a state in each. They work on the bare register type, so that each
/// inlined call costs the JIT few locals.
/// </summary>
/// <typeparam name="TLanes">The register: lane k belongs to state k.</typeparam>
internal unsafe interface IKeccakLanes<TLanes>
    where TLanes : unmanaged
{
    /// <summary>Number of states.</summary>
    static abstract int Count { get; }

    static abstract TLanes Broadcast(ulong value);

    static abstract TLanes Xor(TLanes a, TLanes b);

    static abstract TLanes Xor3(TLanes a, TLanes b, TLanes c);

    /// <summary>a ^ (~b &amp; c).</summary>
    static abstract TLanes Chi(TLanes a, TLanes b, TLanes c);

    /// <summary>
    /// Lane k becomes the 64-bit word whose first four bytes are low[k] and last four high[k], both big-endian: two neighbouring
    /// elements of message k.
    /// </summary>
    static abstract TLanes FromBigEndian(uint* low, uint* high);

    /// <summary>Lane k of register i becomes 64-bit word i, of four, at source + k * strideBytes.</summary>
    static abstract void LoadFour(byte* source, nint strideBytes, TLanes* registers);

    /// <summary>The inverse of <see cref="LoadFour"/>.</summary>
    static abstract void StoreFour(TLanes* registers, byte* destination, nint strideBytes);

    static abstract TLanes RotateLeft(TLanes a, [ConstantExpected] byte count);
}
