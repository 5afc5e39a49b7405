namespace P2PProver.Rollup;

/// <summary>Why bytes are not a signature.</summary>
public enum SignatureFault
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>There are not <see cref="XmssSignature.Bytes"/> bytes.</summary>
    WrongLength,

    /// <summary>An integer is not below p.</summary>
    NonCanonicalElement,

    /// <summary>The bits behind the last element are not zero.</summary>
    NonZeroTail,
}
