using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace P2PProver.Mesh.MessagePack;

/// <summary>
/// Reads values in canonical MessagePack from untrusted bytes, in place: shortest forms only, every length compared with the caller's bound
/// before anything is made of it, nothing thrown. The first fault ends the reading: all later reads fail too.
/// </summary>
public ref struct MessagePackReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    /// <summary>Starts before the first byte.</summary>
    public MessagePackReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>What was wrong first, or that nothing is.</summary>
    public MessagePackFault Fault { get; private set; }

    /// <summary>How many bytes the values read so far take.</summary>
    public readonly int Position => _at;

    /// <summary>Whether all bytes were read; else more follow, which becomes the fault unless there is one already.</summary>
    public bool TryEnd() => Fault == MessagePackFault.None && (_at == _bytes.Length || Fail(MessagePackFault.TrailingBytes));

    /// <summary>Reads the header of an array of at most so many elements; they follow.</summary>
    public bool TryReadArray(int countMax, out int count)
    {
        count = 0;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        ulong read;
        if (code is >= MessagePackCode.FixArray and <= MessagePackCode.FixArray + MessagePackCode.FixArrayCountMax)
        {
            read = (ulong)(code - MessagePackCode.FixArray);
            _at++;
        }
        else if (code is not (MessagePackCode.Array16 or MessagePackCode.Array32))
        {
            return WrongType(code);
        }
        else if (!TryTakeNumber(code == MessagePackCode.Array16 ? sizeof(ushort) : sizeof(uint), out read)
            || !IsShortest(read > (code == MessagePackCode.Array16 ? (ulong)MessagePackCode.FixArrayCountMax : ushort.MaxValue)))
        {
            return false;
        }

        if (read > (ulong)countMax)
        {
            return Fail(MessagePackFault.TooLong);
        }

        count = (int)read;
        return true;
    }

    /// <summary>Reads the absence of a value if that is what stands here, and leaves anything else for the next read.</summary>
    public bool TryReadNil()
    {
        bool isNil = Fault == MessagePackFault.None && _at < _bytes.Length && _bytes[_at] == MessagePackCode.Nil;
        _at += isNil ? 1 : 0;
        return isNil;
    }

    /// <summary>Reads a truth value.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = false;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        if (code is not (MessagePackCode.False or MessagePackCode.True))
        {
            return WrongType(code);
        }

        value = code == MessagePackCode.True;
        _at++;
        return true;
    }

    /// <summary>Reads a number from 0 to the bound.</summary>
    public bool TryReadNumber(ulong max, out ulong value)
    {
        value = 0;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        if (code <= MessagePackCode.PositiveFixIntMax)
        {
            value = code;
            _at++;
        }
        else if (code is < MessagePackCode.UInt8 or > MessagePackCode.UInt64)
        {
            return WrongType(code);
        }
        else
        {
            int bytes = 1 << (code - MessagePackCode.UInt8);
            ulong above = bytes == 1 ? MessagePackCode.PositiveFixIntMax : ulong.MaxValue >> (64 - (4 * bytes));
            if (!TryTakeNumber(bytes, out value) || !IsShortest(value > above))
            {
                value = 0;
                return false;
            }
        }

        return value <= max || Fail(MessagePackFault.BadValue);
    }

    /// <summary>Reads a number that may be negative.</summary>
    public bool TryReadSignedNumber(out long value)
    {
        value = 0;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        if (code >= MessagePackCode.NegativeFixInt)
        {
            value = (sbyte)code;
            _at++;
            return true;
        }

        if (code is < MessagePackCode.Int8 or > MessagePackCode.Int64)
        {
            bool read = TryReadNumber(long.MaxValue, out ulong positive);
            value = read ? (long)positive : 0;
            return read;
        }

        int bytes = 1 << (code - MessagePackCode.Int8);
        long below = bytes == 1 ? MessagePackCode.NegativeFixIntMin : -1L << ((4 * bytes) - 1);
        if (!TryTakeNumber(bytes, out ulong raw))
        {
            return false;
        }

        value = (long)(raw << (64 - (8 * bytes))) >> (64 - (8 * bytes));
        return IsShortest(value < below);
    }

    /// <summary>Reads bytes, at most so many; the span is a part of the message.</summary>
    public bool TryReadBinary(int bytesMax, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        if (code is < MessagePackCode.Bin8 or > MessagePackCode.Bin32)
        {
            return WrongType(code);
        }

        int width = 1 << (code - MessagePackCode.Bin8);
        return TryTakeNumber(width, out ulong length)
            && IsShortest(width == 1 || length > ulong.MaxValue >> (64 - (4 * width)))
            && TryTake(length, bytesMax, out value);
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public bool TryReadExactly(int bytes, out ReadOnlySpan<byte> value) =>
        TryReadBinary(bytes, out value) && (value.Length == bytes || Fail(MessagePackFault.BadValue));

    /// <summary>Reads a string of at most so many bytes of well-formed UTF-8.</summary>
    public bool TryReadText(int bytesMax, out string value)
    {
        value = string.Empty;
        if (!TryPeek(out byte code))
        {
            return false;
        }

        ulong length;
        if (code is >= MessagePackCode.FixStr and <= MessagePackCode.FixStr + MessagePackCode.FixStrBytesMax)
        {
            length = (ulong)(code - MessagePackCode.FixStr);
            _at++;
        }
        else if (code is < MessagePackCode.Str8 or > MessagePackCode.Str32)
        {
            return WrongType(code);
        }
        else
        {
            int width = 1 << (code - MessagePackCode.Str8);
            ulong above = width == 1 ? MessagePackCode.FixStrBytesMax : ulong.MaxValue >> (64 - (4 * width));
            if (!TryTakeNumber(width, out length) || !IsShortest(length > above))
            {
                return false;
            }
        }

        if (!TryTake(length, bytesMax, out ReadOnlySpan<byte> text))
        {
            return false;
        }

        if (!Utf8.IsValid(text))
        {
            return Fail(MessagePackFault.BadValue);
        }

        value = Encoding.UTF8.GetString(text);
        return true;
    }

    /// <summary>Ends the reading with a fault that only the caller can see, unless there is one already; always false.</summary>
    public bool Fail(MessagePackFault fault)
    {
        Fault = Fault == MessagePackFault.None ? fault : Fault;
        return false;
    }

    private bool IsShortest(bool isNeeded) => isNeeded || Fail(MessagePackFault.NotShortest);

    private bool WrongType(byte code) =>
        Fail(MessagePackCode.IsUnsupported(code) ? MessagePackFault.UnsupportedType : MessagePackFault.WrongType);

    private bool TryPeek(out byte code)
    {
        bool present = Fault == MessagePackFault.None && (_at < _bytes.Length || Fail(MessagePackFault.Truncated));
        code = present ? _bytes[_at] : (byte)0;
        return present;
    }

    /// <summary>Passes over the first byte and reads the big-endian number of 1, 2, 4 or 8 bytes behind it.</summary>
    private bool TryTakeNumber(int bytes, out ulong value)
    {
        value = 0;
        ReadOnlySpan<byte> rest = _bytes[(_at + 1)..];
        if (rest.Length < bytes)
        {
            return Fail(MessagePackFault.Truncated);
        }

        value = bytes switch
        {
            sizeof(byte) => rest[0],
            sizeof(ushort) => BinaryPrimitives.ReadUInt16BigEndian(rest),
            sizeof(uint) => BinaryPrimitives.ReadUInt32BigEndian(rest),
            _ => BinaryPrimitives.ReadUInt64BigEndian(rest),
        };
        _at += 1 + bytes;
        return true;
    }

    private bool TryTake(ulong length, int bytesMax, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (length > (ulong)bytesMax)
        {
            return Fail(MessagePackFault.TooLong);
        }

        if (length > (ulong)(_bytes.Length - _at))
        {
            return Fail(MessagePackFault.Truncated);
        }

        value = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }
}
