namespace P2PProver.Recursion;

/// <summary>What inputs of a circuit fail to satisfy.</summary>
public enum FaultKind
{
    /// <summary>Two values that the circuit compares differ.</summary>
    NotEqual = 0,

    /// <summary>A divisor is zero.</summary>
    DivisionByZero = 1,

    /// <summary>A value does not have the number of bits the circuit allows.</summary>
    OutOfRange = 2,

    /// <summary>The path of a Merkle tree does not end at the cap.</summary>
    MerkleMismatch = 3,
}
