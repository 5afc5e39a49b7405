namespace P2PProver.Mesh.MessagePack;

/// <summary>Why bytes were refused by a <see cref="MessagePackReader"/>.</summary>
public enum MessagePackFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The bytes end within a value.</summary>
    Truncated,

    /// <summary>A value of another type stands where this one was expected.</summary>
    WrongType,

    /// <summary>A type that no message uses: floating point, map, extension, or the byte that is never used.</summary>
    UnsupportedType,

    /// <summary>A longer form than the value needs.</summary>
    NotShortest,

    /// <summary>A length or a count beyond its bound; nothing of it was read.</summary>
    TooLong,

    /// <summary>A string, number or length that is not one of those allowed here.</summary>
    BadValue,

    /// <summary>Bytes follow the end of the message.</summary>
    TrailingBytes,
}
