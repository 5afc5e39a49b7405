using System.Buffers.Binary;

namespace P2PProver.Rollup;

/// <summary>An account as bytes: key (32), balance (8), last slot (3), big-endian.</summary>
internal static class AccountBytes
{
    public const int Length = PublicKey.Bytes + sizeof(ulong) + SlotBytes;

    private const int SlotBytes = 3;
    private const int SlotOffset = PublicKey.Bytes + sizeof(ulong);

    public static void Write(in Account account, Span<byte> destination)
    {
        account.Key.Write(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[PublicKey.Bytes..], account.Balance.Value);
        destination[SlotOffset] = (byte)(account.LastSlot.Value >> 16);
        destination[SlotOffset + 1] = (byte)(account.LastSlot.Value >> 8);
        destination[SlotOffset + 2] = (byte)account.LastSlot.Value;
    }

    /// <summary>Reads an account from the start of a span; false when a word of the key is not below p, or bytes are missing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Account account)
    {
        account = default;
        if (source.Length < Length || !PublicKey.TryRead(source[..PublicKey.Bytes], out PublicKey key))
        {
            return false;
        }

        Gwei balance = new(BinaryPrimitives.ReadUInt64BigEndian(source[PublicKey.Bytes..]));
        uint slot = ((uint)source[SlotOffset] << 16) | ((uint)source[SlotOffset + 1] << 8) | source[SlotOffset + 2];
        account = new Account(key, balance, new Slot(slot));
        return true;
    }
}
