namespace P2PProver.Stark;

/// <summary>The hash a proof's commitments and transcript are built on. The values are part of the canonical encoding of <see cref="ProofParameters"/>.</summary>
public enum HashId
{
    /// <summary>Poseidon2 of width 16: sponge leaves, truncated-permutation nodes, duplex transcript. Digests of eight elements.</summary>
    Poseidon2 = 1,

    /// <summary>Poseidon1 of width 16 in the same modes.</summary>
    Poseidon1 = 2,

    /// <summary>Keccak-256 with digests of 32 bytes and a hash-chain transcript, for the proof a contract verifies.</summary>
    Keccak256 = 3,

    /// <summary>Keccak-256 with digests cut to 26 bytes: 104 bits against collisions for fewer bytes of calldata.</summary>
    Keccak256Bytes26 = 4,
}
