using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A 32-byte word of the chain, as a value.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hash32(ulong W0, ulong W1, ulong W2, ulong W3)
{
    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => (W0 | W1 | W2 | W3) == 0;

    /// <summary>A word from 32 bytes.</summary>
    public static Hash32 Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, W0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], W1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], W2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], W3);
    }

    /// <summary>The first eight digits: enough to tell words apart in a log.</summary>
    public override string ToString() => W0.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)[..8];
}
