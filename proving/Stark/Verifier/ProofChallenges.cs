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
        ArgumentNullException.ThrowIfNull(head);
        challenges = null;
        ProtocolTranscript transcript = new(key, publicValues);
        transcript.ObserveMain(head.MainCap);
        Ext5 lookupAlpha = Ext5.Zero;
        Ext5 lookupBeta = Ext5.Zero;
        if (key.Shape.HasLookups)
        {
            if (!transcript.CheckLookup(head.LookupWitness))
            {
                return new(VerifyStatus.BadLookupWitness);
            }

            (lookupAlpha, lookupBeta) = transcript.SampleLookup();
            transcript.ObservePermutation(head.PermutationCap, head.Terminals);
        }

        Ext5 constraint = transcript.SampleConstraintChallenge();
        transcript.ObserveQuotient(head.QuotientCap);
        Ext5 zeta = transcript.SampleZeta();
        transcript.ObserveOpenings(head.Openings);
        if (!transcript.CheckBatch(head.BatchWitness))
        {
            return new(VerifyStatus.BadBatchWitness);
        }

        Ext5 batch = transcript.SampleBatch();
        Ext5[] folds = new Ext5[head.FoldCaps.Length];
        for (int round = 0; round < folds.Length; round++)
        {
            transcript.ObserveFold(head.FoldCaps[round]);
            if (!transcript.CheckFold(head.FoldWitnesses[round]))
            {
                return new(VerifyStatus.BadFoldWitness, round);
            }

            folds[round] = transcript.SampleFold();
        }

        transcript.ObserveFinal(head.FinalPolynomial);
        if (!transcript.CheckQuery(head.QueryWitness))
        {
            return new(VerifyStatus.BadQueryWitness);
        }

        challenges = new(lookupAlpha, lookupBeta, constraint, zeta, batch, folds, transcript.SampleQueries());
        return VerifyResult.Valid;
    }
}
