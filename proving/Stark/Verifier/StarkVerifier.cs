using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Decides whether bytes prove a statement. Total: it returns a verdict for any input, never throws on a proof's account, and its time and
/// memory are bounded by the key. It parses; everything else is <see cref="VerifierProgram"/> over numbers.
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
        return reader.Status != VerifyStatus.Valid
            ? new(reader.Status)
            : CheckQueries(key, head, challenges, Answers(key, challenges, openings));
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
        challenges = null;
        VerifyResult parsed = ParseHead(key, publicValues, ref reader, out head);
        return head is null ? parsed : ProofChallenges.Replay(key, publicValues, head, out challenges);
    }

    /// <summary>Parses a proof up to its queries.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values of the statement, which are counted.</param>
    /// <param name="reader">Stands at the start of the proof, then behind its head.</param>
    /// <param name="head">The head, or null when it cannot be read.</param>
    internal static VerifyResult ParseHead(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ref ProofReader reader, out ProofHead? head)
    {
        head = null;
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
        head = reader.Status == VerifyStatus.Valid ? read : null;
        return new(reader.Status);
    }

    /// <summary>The third step.</summary>
    internal static VerifyResult CheckConstraints(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ProofHead head, ProofChallenges challenges)
    {
        Ext5[] publics = new Ext5[publicValues.Length];
        for (int i = 0; i < publics.Length; i++)
        {
            publics[i] = Ext5.FromBase(publicValues[i]);
        }

        return VerifierProgram.CheckConstraints(key.Machine, key.Shape, publics, head, challenges, default(NativeAlgebra));
    }

    /// <summary>The last steps.</summary>
    internal static VerifyResult CheckQueries(VerifyingKey key, ProofHead head, ProofChallenges challenges, NativeQueries queries) =>
        VerifierProgram.CheckQueries(key.Shape, key.PreprocessedCap.ToArray(), head, challenges, default(NativeAlgebra), queries);

    private static NativeQueries Answers(VerifyingKey key, ProofChallenges challenges, QueryOpenings openings)
    {
        int[] indices = challenges.Queries;
        QueryRows rows = QueryRows.Spread(key.Shape, openings, indices);
        return new NativeQueries(key.Shape, indices, rows, (tree, cap) => openings.Authenticate(key.Shape, tree, cap, indices));
    }
}
