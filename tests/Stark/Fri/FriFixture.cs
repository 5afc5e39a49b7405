using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Fri;

/// <summary>A FRI instance without trees: codewords of several heights, honest folds, and the rows the queries open.</summary>
internal sealed class FriFixture
{
    public FriFixture(ulong seed, ProofParameters parameters, params int[] logHeights)
        : this(seed, parameters, logHeights, RandomCodewords(new Prng(seed), parameters, logHeights))
    {
    }

    public FriFixture(ulong seed, ProofParameters parameters, int[] logHeights, Dictionary<int, Ext5[]> codewords)
    {
        Shape = new ProofShape(parameters, [.. logHeights.Select(Table)]);
        Codewords = codewords;
        Prng prng = new(~seed);
        int queries = parameters.QueryCount;
        Challenges = new ProofChallenges(
            default,
            default,
            default,
            default,
            default,
            FriFoldingTests.RandomExtensions(prng, Shape.Schedule.Rounds.Count),
            [.. Enumerable.Range(0, queries).Select(_ => prng.NextInt(1 << Shape.Schedule.LogMaxSize))]);
        Rounds = new TreeOpening[Shape.Schedule.Rounds.Count];
        Final = new Ext5[1 << parameters.LogFinalLength];
        Fold();
    }

    public ProofShape Shape { get; }

    public Dictionary<int, Ext5[]> Codewords { get; }

    public ProofChallenges Challenges { get; set; }

    public TreeOpening[] Rounds { get; }

    public Ext5[] Final { get; set; }

    public VerifyResult Check()
    {
        QueryRows rows = QueryRows.Spread(Shape, new QueryOpenings([.. Shape.CommitmentTrees.Select(Empty)], Rounds), Challenges.Queries);
        NativeQueries queries = new(Shape, Challenges.Queries, rows, (_, _) => true);
        return FriVerifier.Check(Shape, Final, Challenges.Folds, queries, default(NativeAlgebra), Reduced);
    }

    public Ext5[] Reduced(int logHeight)
    {
        Ext5[] codeword = Codewords[logHeight];
        return [.. Challenges.Queries.Select(query => codeword[query & (codeword.Length - 1)])];
    }

    private TreeOpening Empty(TreeShape tree) => new(
        [.. tree.Groups.Select(group => new KoalaBear[TreeShape.Positions(Challenges.Queries, group.LogSize).Length * group.Width])], []);

    private static Dictionary<int, Ext5[]> RandomCodewords(Prng prng, ProofParameters parameters, int[] logHeights) =>
        logHeights.Distinct().ToDictionary(
            height => height,
            height => FriFoldingTests.Codeword(FriFoldingTests.RandomExtensions(prng, 1 << height), height + parameters.LogBlowup));

    private static TableShape Table(int logHeight, int index) => new(
        $"table {index}", logHeight, PreprocessedWidth: 0, MainWidth: 1, PermutationWidth: 0, MaxDegree: 2, UsesNextMain: false,
        UsesNextPreprocessed: false, ConstraintCount: 1, InteractionCount: 0, MaxTupleWidth: 0);

    private void Fold()
    {
        int logBlowup = Shape.Parameters.LogBlowup;
        FieldMatrix codeword = FieldMatrix.FromExt(Codewords[Shape.LogHeights[0]]);
        for (int i = 0; i < Rounds.Length; i++)
        {
            FriRound round = Shape.Schedule.Rounds[i];
            using FieldMatrix groups = FriFolding.ArrangeGroups(codeword, round.LogArity, threads: 1);
            int[] rows = TreeShape.Positions(Challenges.Queries, round.LogSizeAfter);
            Rounds[i] = new TreeOpening([[.. rows.SelectMany(row => groups.Row(row).ToArray())]], []);
            using FieldMatrix? rollIn = round.RollsIn ? FieldMatrix.FromExt(Codewords[round.LogSizeAfter - logBlowup]) : null;
            FieldMatrix folded = FieldMatrix.Rent(1 << round.LogSizeAfter, Ext5.Degree);
            FriFolding.FoldVector(codeword, round.LogArity, Challenges.Folds[i], rollIn, folded, threads: 1);
            codeword.Dispose();
            codeword = folded;
        }

        FinalPolynomial.Interpolate(codeword.ExtElements, Final);
        codeword.Dispose();
    }
}
