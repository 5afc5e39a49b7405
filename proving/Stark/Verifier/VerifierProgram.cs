namespace P2PProver.Stark;

/// <summary>
/// What a verifier does, written once and run in two ways: over numbers by <see cref="StarkVerifier"/>, over the cells of a circuit by
/// recursion. Steps that do not mix: replay the transcript, check the constraints at the out-of-domain point, authenticate the opened rows,
/// recompute the reduced openings, check the FRI queries.
/// </summary>
public static class VerifierProgram
{
    /// <summary>Replays a proof's transcript and checks its proofs of work.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="head">The proof's fixed part.</param>
    /// <param name="transcript">A transcript that has observed key and public values.</param>
    /// <param name="challenges">The challenges, or null when a proof of work fails.</param>
    public static VerifyResult Replay<TBase, TExt, TCap, TQueries>(
        ProofShape shape,
        ProofHead<TBase, TExt, TCap> head,
        IProofTranscript<TBase, TExt, TCap, TQueries> transcript,
        out ProofChallenges<TExt, TQueries>? challenges)
        where TBase : struct
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(transcript);
        challenges = null;
        ProofParameters parameters = shape.Parameters;
        transcript.Observe(head.MainCap);
        TExt? lookupAlpha = default;
        TExt? lookupBeta = default;
        if (shape.HasLookups)
        {
            if (!transcript.CheckWitness(parameters.LookupGrindingBits, head.LookupWitness))
            {
                return new(VerifyStatus.BadLookupWitness);
            }

            lookupAlpha = transcript.SampleExt();
            lookupBeta = transcript.SampleExt();
            transcript.Observe(head.PermutationCap);
            transcript.Observe(head.Terminals);
        }

        TExt constraint = transcript.SampleExt();
        transcript.Observe(head.QuotientCap);
        TExt zeta = transcript.SampleExt();
        transcript.Observe(head.Openings);
        if (!transcript.CheckWitness(parameters.BatchGrindingBits, head.BatchWitness))
        {
            return new(VerifyStatus.BadBatchWitness);
        }

        TExt batch = transcript.SampleExt();
        VerifyResult folded = ReplayFolds(parameters, head, transcript, out TExt[] folds);
        if (!folded.IsValid)
        {
            return folded;
        }

        transcript.Observe(head.FinalPolynomial);
        if (!transcript.CheckWitness(parameters.QueryGrindingBits, head.QueryWitness))
        {
            return new(VerifyStatus.BadQueryWitness);
        }

        challenges = new(lookupAlpha, lookupBeta, constraint, zeta, batch, folds, transcript.SampleQueries());
        return VerifyResult.Valid;
    }

    /// <summary>Checks that the buses balance and that every table's folded constraints are its quotient times its vanishing polynomial.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="shape">The shape of its proofs.</param>
    /// <param name="publicValues">The public values, as elements of the extension.</param>
    /// <param name="head">The proof's fixed part.</param>
    /// <param name="challenges">The challenges.</param>
    /// <param name="algebra">The arithmetic.</param>
    public static VerifyResult CheckConstraints<TBase, TExt, TCap, TQueries, TAlgebra>(
        Machine machine,
        ProofShape shape,
        TExt[] publicValues,
        ProofHead<TBase, TExt, TCap> head,
        ProofChallenges<TExt, TQueries> challenges,
        TAlgebra algebra)
        where TBase : struct
        where TAlgebra : IVerifierAlgebra<TExt>
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(publicValues);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(challenges);
        ConstraintCheck<TExt, TAlgebra> check = new(algebra);
        if (!check.TerminalsCancel(head.Terminals))
        {
            return new(VerifyStatus.TerminalSum);
        }

        return check.IsOutsideDomains(shape, challenges.Zeta)
            ? check.Check(machine, shape, publicValues, head, challenges)
            : new(VerifyStatus.PointOnDomain);
    }

    /// <summary>Checks the answers to the queries.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="preprocessedCap">The cap of the preprocessed traces, from the key.</param>
    /// <param name="head">The proof's fixed part.</param>
    /// <param name="challenges">The challenges.</param>
    /// <param name="algebra">The arithmetic of the extension.</param>
    /// <param name="queries">The opened rows and the arithmetic over queries.</param>
    public static VerifyResult CheckQueries<TBase, TExt, TCap, TQueries, TLanes, TAlgebra>(
        ProofShape shape,
        TCap preprocessedCap,
        ProofHead<TBase, TExt, TCap> head,
        ProofChallenges<TExt, TQueries> challenges,
        TAlgebra algebra,
        IQueryAlgebra<TExt, TCap, TLanes> queries)
        where TBase : struct
        where TAlgebra : IVerifierAlgebra<TExt>
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(challenges);
        ArgumentNullException.ThrowIfNull(queries);
        VerifyResult authentic = Authenticate(shape, preprocessedCap, head, queries);
        if (!authentic.IsValid)
        {
            return authentic;
        }

        ReducedOpenings<TExt, TCap, TLanes, TAlgebra> reduced = new(
            shape, head.Openings, challenges.Zeta, challenges.Batch, algebra, queries);
        return FriVerifier.Check(shape, head.FinalPolynomial, challenges.Folds, queries, algebra, reduced.AtHeight);
    }

    private static VerifyResult ReplayFolds<TBase, TExt, TCap, TQueries>(
        ProofParameters parameters,
        ProofHead<TBase, TExt, TCap> head,
        IProofTranscript<TBase, TExt, TCap, TQueries> transcript,
        out TExt[] folds)
        where TBase : struct
    {
        folds = new TExt[head.FoldCaps.Length];
        for (int round = 0; round < folds.Length; round++)
        {
            transcript.Observe(head.FoldCaps[round]);
            if (!transcript.CheckWitness(parameters.FoldGrindingBits, head.FoldWitnesses[round]))
            {
                return new(VerifyStatus.BadFoldWitness, round);
            }

            folds[round] = transcript.SampleExt();
        }

        return VerifyResult.Valid;
    }

    private static VerifyResult Authenticate<TBase, TExt, TCap, TLanes>(
        ProofShape shape,
        TCap preprocessedCap,
        ProofHead<TBase, TExt, TCap> head,
        IQueryAlgebra<TExt, TCap, TLanes> queries)
        where TBase : struct
    {
        int count = shape.Commitments.Length;
        for (int i = 0; i < count; i++)
        {
            if (!queries.Authenticate(i, head.Cap(shape.Commitments[i].Kind, preprocessedCap)))
            {
                return new(VerifyStatus.MerkleMismatch, i);
            }
        }

        for (int i = 0; i < head.FoldCaps.Length; i++)
        {
            if (!queries.Authenticate(count + i, head.FoldCaps[i]))
            {
                return new(VerifyStatus.MerkleMismatch, count + i);
            }
        }

        return VerifyResult.Valid;
    }
}
