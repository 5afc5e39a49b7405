namespace P2PProver.Stark;

/// <summary>The hash a proof's commitments and transcript are built on. The values are part of the canonical encoding of <see cref="ProofParameters"/>.</summary>
public enum HashId
{
    /// <summary>Poseidon2 of width 16: sponge leaves, truncated-permutation nodes, duplex transcript.</summary>
    Poseidon2 = 1,

    /// <summary>Keccak-256: domain-separated leaves and nodes, hash-chain transcript. For the proof a contract verifies.</summary>
    Keccak256 = 3,
}
