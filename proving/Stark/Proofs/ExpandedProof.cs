using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// A proof with every query by itself: its rows and its authentication path in every tree, nothing shared. This is what a circuit that
/// verifies the proof takes as witness. About three times as long as the proof, and bounded by the key like it.
/// </summary>
public sealed class ExpandedProof
{
    private ExpandedProof(Digest8[] preprocessedCap, ProofHead head, QueryRows rows, Digest8[][][] paths)
    {
        PreprocessedCap = preprocessedCap;
        Head = head;
        Rows = rows;
        Paths = paths;
    }

    /// <summary>The cap of the preprocessed traces: the key's when the proof was expanded.</summary>
    public Digest8[] PreprocessedCap { get; }

    /// <summary>The part before the queries.</summary>
    public ProofHead Head { get; }

    /// <summary>The opened rows.</summary>
    public QueryRows Rows { get; }

    /// <summary>Sibling digests by tree (the commitments in their order, then the FRI rounds), query, and layer from the leaves up.</summary>
    public Digest8[][][] Paths { get; }

    /// <summary>Expands a proof. It is parsed, but nothing that it says is checked, not even its proofs of work. Never throws on its account.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values of the statement.</param>
    /// <param name="proof">The proof in compact form.</param>
    /// <param name="expanded">The expanded proof, or null when the bytes cannot be parsed.</param>
    public static VerifyResult TryExpand(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ReadOnlySpan<byte> proof, out ExpandedProof? expanded)
    {
        ArgumentNullException.ThrowIfNull(key);
        expanded = null;
        ProofReader reader = new(proof, key.Parameters, ProofForm.Compact);
        VerifyResult parsed = StarkVerifier.ParseHead(key, publicValues, ref reader, out ProofHead? head);
        if (head is null)
        {
            return parsed;
        }

        int[] queries = Queries(key, publicValues, head).Queries;
        QueryOpenings openings = QueryOpenings.Read(ref reader, key.Shape, queries);
        reader.ReadEnd();
        if (reader.Status != VerifyStatus.Valid)
        {
            return new(reader.Status);
        }

        HashSuite suite = HashSuite.Of(key.Parameters.Hash);
        TreeOpening[] trees = [.. openings.Commitments, .. openings.Rounds];
        expanded = new(
            [.. key.PreprocessedCap],
            head,
            QueryRows.Spread(key.Shape, openings, queries),
            [.. trees.Select((opening, tree) => suite.Paths(key.Shape.Tree(tree), queries, opening))]);
        return VerifyResult.Valid;
    }

    /// <summary>Verifies the proof in this form: the steps of <see cref="StarkVerifier"/>, with one plain path for each query.</summary>
    /// <param name="key">The key under which it was expanded.</param>
    /// <param name="publicValues">The public values of the statement.</param>
    public VerifyResult Verify(VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (publicValues.Length != key.Machine.PublicValueCount)
        {
            return new(VerifyStatus.PublicValueCount);
        }

        VerifyResult replayed = ProofChallenges.Replay(key, publicValues, Head, out ProofChallenges? challenges);
        if (challenges is null)
        {
            return replayed;
        }

        VerifyResult constraints = StarkVerifier.CheckConstraints(key, publicValues, Head, challenges);
        NativeQueries answers = new(key.Shape, challenges.Queries, Rows, (tree, cap) => Authenticate(key, tree, cap, challenges.Queries));
        return constraints.IsValid ? StarkVerifier.CheckQueries(key, Head, challenges, answers) : constraints;
    }

    private static ProofChallenges<Ext5, int[]> Queries(VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ProofHead head)
    {
        UnjudgedTranscript transcript = new(new ProtocolTranscript(key, publicValues));
        _ = VerifierProgram.Replay(key.Shape, head, transcript, out ProofChallenges<Ext5, int[]>? challenges);
        return challenges!;
    }

    private bool Authenticate(VerifyingKey key, int tree, ReadOnlySpan<Digest8> cap, int[] queries)
    {
        TreeShape shape = key.Shape.Tree(tree);
        HashSuite suite = HashSuite.Of(key.Parameters.Hash);
        for (int query = 0; query < queries.Length; query++)
        {
            KoalaBear[][] rows = [.. Enumerable.Range(0, shape.Groups.Length).Select(group => Rows.Row(tree, group, query).ToArray())];
            if (!suite.VerifyOpening(shape, cap, [queries[query]], new TreeOpening(rows, Paths[tree][query])))
            {
                return false;
            }
        }

        return true;
    }
}
