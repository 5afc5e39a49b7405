namespace P2PProver.Mesh;

/// <summary>How far a node has got with a proof that a header names.</summary>
internal enum ProofState
{
    /// <summary>Only its header is known.</summary>
    Announced,

    /// <summary>A pull is under way.</summary>
    Pulling,

    /// <summary>The host keeps the bytes; they are not verified yet.</summary>
    Here,

    /// <summary>A verification is under way.</summary>
    Verifying,

    /// <summary>Valid, and its statement is that of the replay.</summary>
    Verified,

    /// <summary>Invalid, or valid for another statement.</summary>
    Invalid,
}
