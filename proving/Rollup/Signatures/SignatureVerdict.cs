namespace P2PProver.Rollup;

/// <summary>What the verification of a signature found.</summary>
public enum SignatureVerdict
{
    /// <summary>The signature is valid.</summary>
    Valid,

    /// <summary>An element of the encoding's digest is p - 1, whose bits would not be uniform.</summary>
    EncodingNotUniform,

    /// <summary>There are not 42 digits.</summary>
    WrongDigitCount,

    /// <summary>A digit is not below 8.</summary>
    DigitOutOfRange,

    /// <summary>The digits do not add up to 184.</summary>
    WrongSum,

    /// <summary>Chains and path do not lead to the key's root: another message, slot or key, or a value was changed.</summary>
    WrongRoot,
}
