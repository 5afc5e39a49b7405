using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>The part of a proof that answers the queries: one opening for each commitment, then one for each FRI round.</summary>
/// <param name="Commitments">Openings in the order of <see cref="ProofShape.Commitments"/>.</param>
/// <param name="Rounds">Openings in the order of the FRI rounds.</param>
public sealed record QueryOpenings(TreeOpening[] Commitments, TreeOpening[] Rounds)
{
    /// <summary>Reads all openings; the reader's status tells whether they are complete.</summary>
    internal static QueryOpenings Read(ref ProofReader reader, ProofShape shape, ReadOnlySpan<int> queries)
    {
        TreeShape[] trees = [.. shape.CommitmentTrees, .. shape.RoundTrees];
        TreeOpening[] openings = reader.ReadOpenings(trees, queries);
        return new QueryOpenings(openings[..shape.CommitmentTrees.Length], openings[shape.CommitmentTrees.Length..]);
    }

    /// <summary>Checks every opened row against its commitment.</summary>
    /// <param name="key">The verifying key, which holds the preprocessed cap.</param>
    /// <param name="head">The proof's fixed part, which holds the other caps.</param>
    /// <param name="queries">The query indices.</param>
    public VerifyResult Authenticate(VerifyingKey key, ProofHead head, ReadOnlySpan<int> queries)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(head);
        ProofShape shape = key.Shape;
        HashSuite suite = HashSuite.Of(key.Parameters.Hash);
        for (int i = 0; i < Commitments.Length; i++)
        {
            ReadOnlySpan<Digest8> cap = shape.Commitments[i].Kind switch
            {
                CommitmentKind.Main => head.MainCap,
                CommitmentKind.Quotient => head.QuotientCap,
                CommitmentKind.Preprocessed => key.PreprocessedCap.AsSpan(),
                _ => head.PermutationCap,
            };
            if (!suite.VerifyOpening(shape.CommitmentTrees[i], cap, queries, Commitments[i]))
            {
                return new(VerifyStatus.MerkleMismatch, i);
            }
        }

        for (int i = 0; i < Rounds.Length; i++)
        {
            if (!suite.VerifyOpening(shape.RoundTrees[i], head.FoldCaps[i], queries, Rounds[i]))
            {
                return new(VerifyStatus.MerkleMismatch, Commitments.Length + i);
            }
        }

        return VerifyResult.Valid;
    }
}
