using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Abi;

/// <summary>
/// Reads encodings from untrusted bytes. It never throws, and reads each word about once: an encoding whose offsets make it read more than
/// there is is refused. Where dynamic values lie is free, as the specification leaves it; bytes behind the last one are ignored, as
/// Solidity does.
/// </summary>
public static class AbiDecoder
{
    /// <summary>Reads a value of a type; for a list of results or arguments, give their tuple.</summary>
    public static bool TryDecode(AbiType type, ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out AbiValue? value, out AbiFault fault)
    {
        ArgumentNullException.ThrowIfNull(type);
        Reading reading = new() { WordsLeft = encoding.Length / AbiType.WordBytes };
        value = Read(type, encoding, ref reading);
        fault = reading.Fault;
        return value is not null;
    }

    private static AbiValue? Read(AbiType type, ReadOnlySpan<byte> area, ref Reading reading)
    {
        switch (type.Kind)
        {
            case AbiKind.Tuple:
                return ReadItems(type, type.Fields.Count, area, ref reading);
            case AbiKind.FixedArray:
                return ReadItems(type, type.Size, area, ref reading);
            case AbiKind.Array:
                return Length(area, ref reading) is { } count
                    ? ReadItems(type, count, area[AbiType.WordBytes..], ref reading)
                    : reading.Fail(AbiFault.OutOfBounds);
            case AbiKind.Bytes or AbiKind.Text:
                return ReadBytes(area, ref reading);
            default:
                return area.Length < AbiType.WordBytes ? reading.Fail(AbiFault.OutOfBounds)
                    : reading.Take(1) ? ReadWord(type, area[..AbiType.WordBytes], ref reading)
                    : null;
        }
    }

    private static AbiValue? ReadItems(AbiType type, int count, ReadOnlySpan<byte> area, ref Reading reading)
    {
        long heads = type.Element is { } element ? (long)count * element.HeadBytes : type.Fields.Sum(static f => (long)f.Type.HeadBytes);
        if (heads > area.Length)
        {
            return reading.Fail(AbiFault.OutOfBounds);
        }

        AbiValue[] items = new AbiValue[count];
        int head = 0;
        for (int i = 0; i < count; i++)
        {
            AbiType item = type.Element ?? type.Fields[i].Type;
            AbiValue? value = item.IsDynamic ? ReadBehind(item, area, head, ref reading) : Read(item, area.Slice(head, item.HeadBytes), ref reading);
            if (value is null)
            {
                return null;
            }

            items[i] = value;
            head += item.HeadBytes;
        }

        return AbiValue.Of(items);
    }

    private static AbiValue? ReadBehind(AbiType type, ReadOnlySpan<byte> area, int head, ref Reading reading) =>
        Length(area[head..], ref reading) is { } offset && offset <= area.Length
            ? Read(type, area[offset..], ref reading)
            : reading.Fail(AbiFault.OutOfBounds);

    private static AbiValue? ReadBytes(ReadOnlySpan<byte> area, ref Reading reading)
    {
        if (Length(area, ref reading) is not { } length || length > area.Length - AbiType.WordBytes)
        {
            return reading.Fail(AbiFault.OutOfBounds);
        }

        return reading.Take((length + AbiType.WordBytes - 1) / AbiType.WordBytes) ? AbiValue.Of(area.Slice(AbiType.WordBytes, length)) : null;
    }

    // A length or an offset; null if it is no small number.
    private static int? Length(ReadOnlySpan<byte> area, ref Reading reading)
    {
        if (area.Length < AbiType.WordBytes || !reading.Take(1) || area[..(AbiType.WordBytes - sizeof(int))].ContainsAnyExcept((byte)0))
        {
            return null;
        }

        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(area[(AbiType.WordBytes - sizeof(int))..]);
        return length < 0 ? null : length;
    }

    private static AbiValue? ReadWord(AbiType type, ReadOnlySpan<byte> word, ref Reading reading)
    {
        switch (type.Kind)
        {
            case AbiKind.Address:
                return !word[..^Address.Bytes].ContainsAnyExcept((byte)0) && Address.TryRead(word[^Address.Bytes..], out Address address)
                    ? AbiValue.Of(address)
                    : reading.Fail(AbiFault.OutOfRange);
            case AbiKind.FixedBytes:
                return word[type.Size..].ContainsAnyExcept((byte)0) ? reading.Fail(AbiFault.OutOfRange) : AbiValue.Of(word[..type.Size]);
            case AbiKind.SignedNumber:
                BigInteger signed = new(word, isUnsigned: false, isBigEndian: true);
                return signed.GetBitLength() < type.Size ? AbiValue.Of(signed) : reading.Fail(AbiFault.OutOfRange);
            default:
                BigInteger number = new(word, isUnsigned: true, isBigEndian: true);
                return number.GetBitLength() <= (type.Kind == AbiKind.Bool ? 1 : type.Size) ? AbiValue.Of(number) : reading.Fail(AbiFault.OutOfRange);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private ref struct Reading
    {
        public int WordsLeft { get; set; }

        public AbiFault Fault { get; private set; }

        // The first fault is the one that counts.
        public AbiValue? Fail(AbiFault fault)
        {
            Fault = Fault == AbiFault.None ? fault : Fault;
            return null;
        }

        public bool Take(int words)
        {
            WordsLeft -= words;
            if (WordsLeft < 0)
            {
                Fail(AbiFault.TooMuchWork);
            }

            return WordsLeft >= 0;
        }
    }
}
