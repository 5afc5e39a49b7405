using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Decides whether bytes prove a statement. Total: it returns a verdict for any input, never throws on a proof's account, and its time and
/// memory are bounded by the key. Five steps that do not mix: parse, replay the transcript, check the constraints at the out-of-domain
/// point, recompute the reduced openings, check the FRI queries.
/// </summary>
public static class StarkVerifier
{
    /// <summary>Verifies a proof.</summary>
    /// <param name="key">The verifying key: the only source of shapes and security parameters.</param>
    /// <param name="publicValues">The public values of the statement.</param>
    /// <param name="proof">The proof's bytes, from anyone.</param>
    /// <param name="form">How they are written.</param>
    public static VerifyResult Verify(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ReadOnlySpan<byte> proof, ProofForm form = ProofForm.Compact)
    {
        ArgumentNullException.ThrowIfNull(key);
        ProofReader reader = new(proof, key.Parameters, form);
        VerifyResult replayed = ReadHead(key, publicValues, ref reader, out ProofHead? head, out ProofChallenges? challenges);
        if (head is null || challenges is null)
        {
            return replayed;
        }

        VerifyResult constraints = CheckConstraints(key, publicValues, head, challenges);
        if (!constraints.IsValid)
        {
            return constraints;
        }

        QueryOpenings openings = QueryOpenings.Read(ref reader, key.Shape, challenges.Queries);
        reader.ReadEnd();
        return reader.Status != VerifyStatus.Valid ? new(reader.Status) : CheckQueries(key, head, challenges, openings);
    }

    /// <summary>The first two steps: parses a proof up to its queries and replays its transcript.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values of the statement.</param>
    /// <param name="reader">Stands at the start of the proof, then behind its head.</param>
    /// <param name="head">The head, or null when it cannot be read.</param>
    /// <param name="challenges">The challenges, or null when there are none.</param>
    internal static VerifyResult ReadHead(
        VerifyingKey key,
        ReadOnlySpan<KoalaBear> publicValues,
        ref ProofReader reader,
        out ProofHead? head,
        out ProofChallenges? challenges)
    {
        head = null;
        challenges = null;
        if (publicValues.Length != key.Machine.PublicValueCount)
        {
            return new(VerifyStatus.PublicValueCount);
        }

        // No proof is shorter than its head, so nothing is allocated for what cannot be there.
        if (reader.Remaining < key.Shape.HeadBytes)
        {
            return new(VerifyStatus.Truncated);
        }

        ProofHead read = reader.ReadHead(key.Shape);
        if (reader.Status != VerifyStatus.Valid)
        {
            return new(reader.Status);
        }

        head = read;
        return ProofChallenges.Replay(key, publicValues, head, out challenges);
    }

    private static VerifyResult CheckConstraints(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ProofHead head, ProofChallenges challenges)
    {
        if (!ConstraintCheck.TerminalsCancel(head.Terminals))
        {
            return new(VerifyStatus.TerminalSum);
        }

        return ConstraintCheck.IsOutsideDomains(key.Shape, challenges.Zeta)
            ? ConstraintCheck.Check(key, publicValues, head, challenges)
            : new(VerifyStatus.PointOnDomain);
    }

    private static VerifyResult CheckQueries(VerifyingKey key, ProofHead head, ProofChallenges challenges, QueryOpenings openings)
    {
        VerifyResult authentic = openings.Authenticate(key, head, challenges.Queries);
        if (!authentic.IsValid)
        {
            return authentic;
        }

        ReducedOpenings reduced = new(key.Shape, head, challenges, openings);
        return FriVerifier.Check(
            key.Shape,
            head.FinalPolynomial,
            challenges,
            openings.Rounds,
            (logHeight, positions) => reduced.AtHeight(logHeight, positions));
    }
}
