namespace P2PProver.Mesh;

/// <summary>The topics <c>/p2pprover/NETWORK/NAME/1</c>.</summary>
public enum MeshTopic
{
    /// <summary><see cref="BatchAnnounce"/>.</summary>
    Announce = 0,

    /// <summary><see cref="Claim"/> and <see cref="ClaimHeartbeat"/>.</summary>
    Claim = 1,

    /// <summary><see cref="ProofHeader"/>.</summary>
    Header = 2,

    /// <summary><see cref="InvalidProof"/> and <see cref="Equivocation"/>.</summary>
    Report = 3,

    /// <summary><see cref="FinalHeader"/>.</summary>
    Root = 4,
}
