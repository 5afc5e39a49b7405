namespace P2PProver.Libp2p.Formats;

/// <summary>The types of a field in protocol buffers; groups (3 and 4) are read by nobody.</summary>
public enum ProtoWireType
{
    /// <summary>A number of seven bits a byte.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then so many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
