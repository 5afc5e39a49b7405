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

    /// <summary>Whether the opened rows of a tree hash to its cap.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="tree">The commitments in their order, then the FRI rounds.</param>
    /// <param name="cap">The cap.</param>
    /// <param name="queries">The query indices.</param>
    internal bool Authenticate(ProofShape shape, int tree, ReadOnlySpan<Digest8> cap, ReadOnlySpan<int> queries)
    {
        TreeOpening opening = tree < Commitments.Length ? Commitments[tree] : Rounds[tree - Commitments.Length];
        return HashSuite.Of(shape.Parameters.Hash).VerifyOpening(shape.Tree(tree), cap, queries, opening);
    }
}
