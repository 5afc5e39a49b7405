using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Every challenge of a proof, drawn by replaying its transcript.</summary>
/// <param name="LookupAlpha">Offset of the LogUp fingerprints; zero without lookups.</param>
/// <param name="LookupBeta">Base of the LogUp fingerprints; zero without lookups.</param>
/// <param name="Constraint">Folds the constraints.</param>
/// <param name="Zeta">The out-of-domain point.</param>
/// <param name="Batch">Batches the openings.</param>
/// <param name="Folds">The FRI folding challenges, one a round.</param>
/// <param name="Queries">The query indices, repetitions possible.</param>
public sealed record ProofChallenges(
    Ext5 LookupAlpha, Ext5 LookupBeta, Ext5 Constraint, Ext5 Zeta, Ext5 Batch, Ext5[] Folds, int[] Queries)
    : ProofChallenges<Ext5, int[]>(LookupAlpha, LookupBeta, Constraint, Zeta, Batch, Folds, Queries)
{
    /// <summary>Replays the transcript of a proof and checks its proofs of work.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values.</param>
    /// <param name="head">The proof's fixed part.</param>
    /// <param name="challenges">The challenges, or null when a proof of work fails.</param>
    public static VerifyResult Replay(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ProofHead head, out ProofChallenges? challenges)
    {
        ArgumentNullException.ThrowIfNull(key);
        ProtocolTranscript transcript = new(key, publicValues);
        VerifyResult result = VerifierProgram.Replay(key.Shape, head, transcript, out ProofChallenges<Ext5, int[]>? drawn);
        challenges = drawn is null ? null : new(drawn);
        return result;
    }

    private ProofChallenges(ProofChallenges<Ext5, int[]> drawn)
        : this(drawn.LookupAlpha, drawn.LookupBeta, drawn.Constraint, drawn.Zeta, drawn.Batch, drawn.Folds, drawn.Queries)
    {
    }
}
