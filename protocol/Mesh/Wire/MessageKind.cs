namespace P2PProver.Mesh.Wire;

/// <summary>The second element of every message. The numbers are those of the wire.</summary>
public enum MessageKind
{
    /// <summary><see cref="Mesh.BatchAnnounce"/>.</summary>
    BatchAnnounce = 1,

    /// <summary><see cref="Mesh.Claim"/>.</summary>
    Claim = 2,

    /// <summary><see cref="Mesh.ClaimHeartbeat"/>.</summary>
    ClaimHeartbeat = 3,

    /// <summary><see cref="Mesh.ProofHeader"/>.</summary>
    ProofHeader = 4,

    /// <summary><see cref="Mesh.FinalHeader"/>.</summary>
    FinalHeader = 5,

    /// <summary><see cref="Mesh.InvalidProof"/>.</summary>
    InvalidProof = 6,

    /// <summary><see cref="Mesh.Equivocation"/>.</summary>
    Equivocation = 7,

    /// <summary><see cref="Mesh.Status"/>.</summary>
    Status = 8,

    /// <summary><see cref="Mesh.StatusReply"/>.</summary>
    StatusReply = 9,

    /// <summary><see cref="Mesh.ProofRequest"/>.</summary>
    ProofRequest = 10,

    /// <summary><see cref="Mesh.WitnessRequest"/>.</summary>
    WitnessRequest = 11,
}
