namespace P2PProver.Stark;

/// <summary>Why a proof was refused, or that it was accepted. Ordered roughly as the verifier works.</summary>
public enum VerifyStatus
{
    /// <summary>The proof is valid.</summary>
    Valid = 0,

    /// <summary>The public values are not as many as the machine declares.</summary>
    PublicValueCount,

    /// <summary>The proof ends before everything the key calls for has been read.</summary>
    Truncated,

    /// <summary>Bytes follow the last element.</summary>
    TrailingBytes,

    /// <summary>A field element is not below the modulus.</summary>
    NonCanonical,

    /// <summary>Two queries meet at one position and show different rows there.</summary>
    RowsDisagree,

    /// <summary>The proof of work before the LogUp challenges fails.</summary>
    BadLookupWitness,

    /// <summary>The proof of work before the batching challenge fails.</summary>
    BadBatchWitness,

    /// <summary>The proof of work before a folding challenge fails.</summary>
    BadFoldWitness,

    /// <summary>The proof of work before the query indices fails.</summary>
    BadQueryWitness,

    /// <summary>The LogUp terminals do not add up to zero.</summary>
    TerminalSum,

    /// <summary>The out-of-domain point lies on a trace or evaluation domain; an honest prover meets this with probability 2^-130.</summary>
    PointOnDomain,

    /// <summary>The folded constraints at the out-of-domain point are not the quotient times the vanishing polynomial.</summary>
    ConstraintMismatch,

    /// <summary>Opened rows do not hash to a commitment.</summary>
    MerkleMismatch,

    /// <summary>An opened FRI row does not contain the value folded before it.</summary>
    FriFoldMismatch,

    /// <summary>A fully folded value is not the final polynomial's.</summary>
    FinalPolynomialMismatch,
}
