namespace P2PProver.Mesh.Wire;

/// <summary>Why bytes are no message of the kind that was asked for.</summary>
public enum WireFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>More bytes than a message of the kind has; none of them was read.</summary>
    TooLong,

    /// <summary>Not canonical MessagePack, or another number or type of fields.</summary>
    Malformed,

    /// <summary>A version that this program does not know.</summary>
    UnknownVersion,

    /// <summary>A message of another kind than is awaited here.</summary>
    WrongKind,

    /// <summary>A field whose value its type does not have: a number beyond its bound, a signature that is none.</summary>
    BadValue,
}
