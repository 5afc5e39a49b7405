namespace P2PProver.Mesh;

/// <summary>The longest encoding of each message in bytes, compared before decoding.</summary>
public static class MessageCaps
{
    /// <summary><see cref="BatchAnnounce"/>.</summary>
    public const int BatchAnnounce = 2048;

    /// <summary><see cref="Claim"/>.</summary>
    public const int Claim = 256;

    /// <summary><see cref="ClaimHeartbeat"/>.</summary>
    public const int ClaimHeartbeat = 256;

    /// <summary><see cref="ProofHeader"/>.</summary>
    public const int ProofHeader = 300;

    /// <summary><see cref="FinalHeader"/>.</summary>
    public const int FinalHeader = 300;

    /// <summary><see cref="InvalidProof"/>.</summary>
    public const int InvalidProof = 512;

    /// <summary><see cref="Equivocation"/>.</summary>
    public const int Equivocation = 768;

    /// <summary><see cref="Status"/>.</summary>
    public const int Status = 512;

    /// <summary><see cref="StatusReply"/>.</summary>
    public const int StatusReply = 64 * 1024;

    /// <summary><see cref="ProofRequest"/>.</summary>
    public const int ProofRequest = 64;

    /// <summary><see cref="WitnessRequest"/>.</summary>
    public const int WitnessRequest = 64;
}
