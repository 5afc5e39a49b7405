namespace P2PProver.Libp2p.Formats;

/// <summary>
/// Walks the fields of one protocol buffers message in place. It allocates nothing and believes no length, so each message type can
/// count and bound its elements before it copies one. libp2p has a handful of small messages; reading them by hand keeps those bounds
/// visible and needs no package at run time.
/// </summary>
public ref struct ProtoReader
{
    private const int VarintBytesMax = 10;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first field of a message.</summary>
    public ProtoReader(ReadOnlySpan<byte> message)
    {
        _rest = message;
    }

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The type of the current field.</summary>
    public ProtoWireType WireType { get; private set; }

    /// <summary>The value of a field that is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a field that has a length: bytes, text or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the walk ended because the bytes are no message.</summary>
    public bool Malformed { get; private set; }

    /// <summary>Goes to the next field; false at the end and for bytes that are no message, which <see cref="Malformed"/> tells apart.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty || Malformed)
        {
            return false;
        }

        Malformed = !TryReadTag() || !TryReadValue();
        return !Malformed;
    }

    /// <summary>Whether the current field has this number and type; a known number of another type is left to the caller to skip.</summary>
    public readonly bool Is(int field, ProtoWireType type) => Field == field && WireType == type;

    private bool TryReadTag()
    {
        if (!TryReadVarint(out ulong tag) || tag >> 3 is 0 or > 0x1fffffff)
        {
            return false;
        }

        Field = (int)(tag >> 3);
        WireType = (ProtoWireType)(tag & 7);
        return true;
    }

    private bool TryReadValue()
    {
        Number = 0;
        Bytes = default;
        switch (WireType)
        {
            case ProtoWireType.Varint:
                bool read = TryReadVarint(out ulong number);
                Number = number;
                return read;
            case ProtoWireType.Bytes:
                return TryReadVarint(out ulong length) && length <= (ulong)_rest.Length && TryTake((int)length);
            case ProtoWireType.Fixed64:
                return TryTake(sizeof(ulong));
            case ProtoWireType.Fixed32:
                return TryTake(sizeof(uint));
            default:
                return false;
        }
    }

    private bool TryTake(int length)
    {
        if (length > _rest.Length)
        {
            return false;
        }

        Bytes = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    // Protocol buffers allow ten bytes and longer forms than needed; who needs one encoding only compares with what its writer writes.
    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(_rest.Length, VarintBytesMax); i++)
        {
            byte next = _rest[i];
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return i < VarintBytesMax - 1 || next <= 1;
            }
        }

        return false;
    }
}
