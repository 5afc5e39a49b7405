using System.Buffers.Binary;
using System.Numerics;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Abi;

/// <summary>Writes values as the Contract ABI Specification says ("Formal Specification of the Encoding"), in the strict mode.</summary>
public static class AbiEncoder
{
    /// <summary>The encoding of a value of a type; for a list of arguments, give their tuple.</summary>
    /// <exception cref="ArgumentException">The value does not fit the type: a mistake of the caller.</exception>
    public static byte[] Encode(AbiType type, AbiValue value)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        byte[] encoding = new byte[Bytes(type, value)];
        Write(type, value, encoding);
        return encoding;
    }

    private static int Padded(int bytes) => (bytes + AbiType.WordBytes - 1) / AbiType.WordBytes * AbiType.WordBytes;

    private static AbiValue[] Items(AbiType type, AbiValue value) => value.TryItems(out AbiValue[] items)
        && (type.Kind == AbiKind.Array || items.Length == (type.Kind == AbiKind.Tuple ? type.Fields.Count : type.Size))
            ? items
            : throw Mismatch(type, value);

    private static AbiType ItemType(AbiType type, int index) => type.Element ?? type.Fields[index].Type;

    // The length of the encoding itself, without an offset that points to it.
    private static int Bytes(AbiType type, AbiValue value)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes or AbiKind.Text:
                return value.TryBytes(out byte[] bytes) ? AbiType.WordBytes + Padded(bytes.Length) : throw Mismatch(type, value);
            case AbiKind.Array or AbiKind.FixedArray or AbiKind.Tuple:
                int total = type.Kind == AbiKind.Array ? AbiType.WordBytes : 0;
                AbiValue[] items = Items(type, value);
                for (int i = 0; i < items.Length; i++)
                {
                    AbiType item = ItemType(type, i);
                    total = checked(total + (item.IsDynamic ? AbiType.WordBytes : 0) + Bytes(item, items[i]));
                }

                return total;
            default:
                return AbiType.WordBytes;
        }
    }

    private static int Write(AbiType type, AbiValue value, Span<byte> target)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes or AbiKind.Text:
                value.TryBytes(out byte[] bytes);
                WriteNumber(target, bytes.Length);
                bytes.CopyTo(target[AbiType.WordBytes..]);
                return AbiType.WordBytes + Padded(bytes.Length);
            case AbiKind.Array:
                AbiValue[] items = Items(type, value);
                WriteNumber(target, items.Length);
                return AbiType.WordBytes + WriteItems(type, items, target[AbiType.WordBytes..]);
            case AbiKind.FixedArray or AbiKind.Tuple:
                return WriteItems(type, Items(type, value), target);
            default:
                WriteWord(type, value, target[..AbiType.WordBytes]);
                return AbiType.WordBytes;
        }
    }

    // Heads first, then the dynamic items behind them; offsets count from the first head.
    private static int WriteItems(AbiType type, AbiValue[] items, Span<byte> target)
    {
        int tail = 0;
        for (int i = 0; i < items.Length; i++)
        {
            tail += ItemType(type, i).HeadBytes;
        }

        int head = 0;
        for (int i = 0; i < items.Length; i++)
        {
            AbiType item = ItemType(type, i);
            if (item.IsDynamic)
            {
                WriteNumber(target[head..], tail);
                tail += Write(item, items[i], target[tail..]);
            }
            else
            {
                Write(item, items[i], target[head..]);
            }

            head += item.HeadBytes;
        }

        return tail;
    }

    private static void WriteNumber(Span<byte> word, int number) => BinaryPrimitives.WriteInt32BigEndian(word[(AbiType.WordBytes - sizeof(int))..], number);

    private static void WriteWord(AbiType type, AbiValue value, Span<byte> word)
    {
        if (type.Kind == AbiKind.FixedBytes && value.TryBytes(out byte[] bytes) && bytes.Length == type.Size)
        {
            bytes.CopyTo(word);
        }
        else if (type.Kind == AbiKind.Address && value.TryAddress(out Address address))
        {
            address.Value.CopyTo(word[(AbiType.WordBytes - Address.Bytes)..]);
        }
        else if (type.Kind is AbiKind.UnsignedNumber or AbiKind.SignedNumber or AbiKind.Bool && value.TryNumber(out BigInteger number) && Fits(type, number))
        {
            WriteBig(number, word);
        }
        else
        {
            throw Mismatch(type, value);
        }
    }

    private static bool Fits(AbiType type, BigInteger number) => type.Kind switch
    {
        AbiKind.Bool => number.IsZero || number.IsOne,
        AbiKind.UnsignedNumber => number.Sign >= 0 && number.GetBitLength() <= type.Size,
        _ => number.GetBitLength() < type.Size,
    };

    private static void WriteBig(BigInteger number, Span<byte> word)
    {
        int length = number.GetByteCount(isUnsigned: number.Sign >= 0);
        word.Fill(number.Sign < 0 ? (byte)0xff : (byte)0);
        number.TryWriteBytes(word[(AbiType.WordBytes - length)..], out _, isUnsigned: number.Sign >= 0, isBigEndian: true);
    }

    private static ArgumentException Mismatch(AbiType type, AbiValue value) => new($"{value} is no {type}", nameof(value));
}
