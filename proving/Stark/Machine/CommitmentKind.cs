namespace P2PProver.Stark;

/// <summary>The commitments of a proof, in the order in which their openings are observed and batched.</summary>
public enum CommitmentKind
{
    /// <summary>The main traces.</summary>
    Main = 0,

    /// <summary>The quotient chunks.</summary>
    Quotient = 1,

    /// <summary>The preprocessed traces; the cap is part of the verifying key.</summary>
    Preprocessed = 2,

    /// <summary>The LogUp traces.</summary>
    Permutation = 3,
}
