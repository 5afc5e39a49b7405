namespace P2PProver.Stark.Soundness;

/// <summary>Round-by-round soundness of one statement in one regime.</summary>
/// <param name="Regime">The proximity regime.</param>
/// <param name="Multiplicity">The Johnson multiplicity that was best, or 0 for unique decoding.</param>
/// <param name="Rounds">Every round of the protocol.</param>
public sealed record SoundnessReport(ProximityRegime Regime, int Multiplicity, IReadOnlyList<SoundnessRound> Rounds)
{
    /// <summary>Collision resistance of a digest of eight KoalaBear elements; no proof is worth more.</summary>
    public const double AlgebraicDigestBits = 124;

    /// <summary>The weakest round, before the digest is considered.</summary>
    public SoundnessRound Weakest => Rounds.MinBy(round => round.Bits);

    /// <summary>Bits of the weakest round: what the interactive protocol gives.</summary>
    public double ProtocolBits => Weakest.Bits;

    /// <summary>Provable bits: the weakest round, capped by the collision resistance of the digest.</summary>
    /// <param name="parameters">The parameter set, for its digest length.</param>
    public double Bits(ProofParameters parameters) => Math.Min(ProtocolBits, DigestBits(parameters));

    /// <summary>Collision resistance of the parameter set's digests.</summary>
    /// <param name="parameters">The parameter set.</param>
    public static double DigestBits(ProofParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Hash is HashId.Poseidon1 or HashId.Poseidon2 ? AlgebraicDigestBits : 4.0 * parameters.DigestBytes;
    }
}
