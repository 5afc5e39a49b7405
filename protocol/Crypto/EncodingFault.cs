namespace P2PProver.Crypto;

/// <summary>Why bytes or text were refused as a key, signature or address.</summary>
public enum EncodingFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Too short or too long.</summary>
    WrongLength,

    /// <summary>A tag, prefix or character that the format does not have.</summary>
    Malformed,

    /// <summary>A second encoding of a value that has another, canonical one.</summary>
    NonCanonical,

    /// <summary>A scalar or coordinate that is zero or not below its modulus.</summary>
    OutOfRange,

    /// <summary>The coordinates are of no point of the curve.</summary>
    NotOnCurve,

    /// <summary>A point of small order: an honest key or signature never holds one.</summary>
    SmallOrder,

    /// <summary>An ECDSA signature with the larger of its two s values.</summary>
    HighS,

    /// <summary>Mixed letter case that does not match the EIP-55 checksum.</summary>
    BadChecksum,
}
