using System.Buffers.Binary;

namespace P2PProver.Contracts.Transactions;

/// <summary>Recursive length prefix encoding (Ethereum yellow paper, appendix B), writing only.</summary>
public static class Rlp
{
    private const int ShortMax = 55;
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;

    /// <summary>Bytes.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> bytes) => bytes.Length == 1 && bytes[0] < StringOffset ? [bytes[0]] : [.. Prefix(bytes.Length, StringOffset), .. bytes];

    /// <summary>A number: its big-endian bytes without leading zeros, so none at all for zero.</summary>
    public static byte[] Number(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return Bytes(bytes.TrimStart((byte)0));
    }

    /// <summary>A list of items that are encoded already.</summary>
    public static byte[] List(params IReadOnlyList<byte[]> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        byte[] prefix = Prefix(items.Sum(static item => item.Length), ListOffset);
        return [.. prefix, .. items.SelectMany(static item => item)];
    }

    private static byte[] Prefix(int length, byte offset)
    {
        if (length <= ShortMax)
        {
            return [(byte)(offset + length)];
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        Span<byte> digits = bytes.TrimStart((byte)0);
        return [(byte)(offset + ShortMax + digits.Length), .. digits];
    }
}
