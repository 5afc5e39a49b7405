using System.Buffers.Binary;

namespace P2PProver.Crypto.Curve25519;

/// <summary>Comparison of public 256-bit little-endian numbers, as RFC 7748 and RFC 8032 write coordinates and scalars.</summary>
internal static class LittleEndian256
{
    /// <summary>The number of bytes of each operand.</summary>
    public const int Bytes = 32;

    /// <summary>p = 2^255 - 19.</summary>
    public static ReadOnlySpan<byte> FieldModulus =>
    [
        0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ];

    /// <summary>L = 2^252 + 27742317777372353535851937790883648493, the order of Ed25519's base point.</summary>
    public static ReadOnlySpan<byte> GroupOrder =>
    [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10,
    ];

    /// <summary>Whether the first number is below the second. Takes time that depends on both: for public values only.</summary>
    public static bool IsBelow(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (int offset = Bytes - sizeof(ulong); offset >= 0; offset -= sizeof(ulong))
        {
            ulong l = BinaryPrimitives.ReadUInt64LittleEndian(left[offset..]);
            ulong r = BinaryPrimitives.ReadUInt64LittleEndian(right[offset..]);
            if (l != r)
            {
                return l < r;
            }
        }

        return false;
    }
}
