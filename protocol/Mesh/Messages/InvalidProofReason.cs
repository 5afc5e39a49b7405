namespace P2PProver.Mesh;

/// <summary>What is wrong with a reported proof. The numbers are those of the wire.</summary>
public enum InvalidProofReason
{
    /// <summary>The verifier refuses the bytes.</summary>
    Proof = 0,

    /// <summary>The proof is valid, but a field of its statement differs from the replay of the batch, or from its own payees.</summary>
    Statement = 1,
}
