using P2PProver.Stark.Soundness;

namespace P2PProver.Stark.Tests.Soundness;

public sealed class SoundnessCalculatorTests
{
    private const int Interactions = 80;
    private const int TupleWidth = 24;

    private static ProofParameters Shard88 { get; } = ProofParameters.P100 with { QueryCount = 88 };

    private static ProofParameters Final(int logBlowup, int queries) =>
        ProofParameters.Final100 with { LogBlowup = logBlowup, QueryCount = queries, QueryGrindingBits = 22, LogFinalLength = 4 };

    // The figures were computed independently with the formulas of the "soundcalc" calculator of the Ethereum Foundation.
    [Theory]
    [InlineData(16, 105.6, 26)]
    [InlineData(18, 105.0, 21)]
    [InlineData(20, 104.3, 17)]
    [InlineData(22, 103.5, 14)]
    public void Shard_At88Queries_MatchesReferenceFigures(int logHeight, double johnson, int multiplicity)
    {
        SoundnessReport report = Report(Shard88, logHeight, 2500, 1500, ProximityRegime.Johnson);

        report.ProtocolBits.ShouldBe(johnson, 0.05);
        report.Multiplicity.ShouldBe(multiplicity);
        Report(Shard88, logHeight, 2500, 1500, ProximityRegime.UniqueDecoding).ProtocolBits.ShouldBe(79.7, 0.05);
    }

    [Theory]
    [InlineData(15, 106.0)]
    [InlineData(18, 105.3)]
    public void Aggregation_At88Queries_MatchesReferenceFigures(int logHeight, double johnson) =>
        Report(Shard88, logHeight, 1300, 600, ProximityRegime.Johnson).ProtocolBits.ShouldBe(johnson, 0.05);

    [Theory]
    [InlineData(14, 106.2)]
    [InlineData(16, 105.8)]
    public void Shrink_MatchesReferenceFigures(int logHeight, double johnson)
    {
        Report(ProofParameters.Shrink100, logHeight, 1300, 600, ProximityRegime.Johnson).ProtocolBits.ShouldBe(johnson, 0.051);
        Report(ProofParameters.Shrink100, logHeight, 1300, 600, ProximityRegime.UniqueDecoding).ProtocolBits.ShouldBe(60.2, 0.05);
    }

    [Theory]
    [InlineData(6, 30, 13, 109.0, 51)]
    [InlineData(6, 30, 15, 108.2, 51)]
    [InlineData(7, 25, 13, 106.7, 47)]
    [InlineData(7, 25, 15, 106.1, 47)]
    [InlineData(8, 22, 13, 106.4, 44)]
    [InlineData(8, 22, 15, 105.9, 44)]
    public void Final_MatchesReferenceFigures(int logBlowup, int queries, int logHeight, double johnson, double unique)
    {
        ProofParameters parameters = Final(logBlowup, queries);

        Report(parameters, logHeight, 900, 600, ProximityRegime.Johnson).ProtocolBits.ShouldBe(johnson, 0.06);
        Report(parameters, logHeight, 900, 600, ProximityRegime.UniqueDecoding).ProtocolBits.ShouldBe(unique, 0.5);
    }

    [Fact]
    public void P124_IsCappedByTheDigest_AndHas100BitsByUniqueDecoding()
    {
        SoundnessReport aggregation = Report(ProofParameters.P124, 16, 1300, 600, ProximityRegime.Johnson);
        SoundnessReport shard = Report(ProofParameters.P124, 20, 2500, 1500, ProximityRegime.Johnson);

        aggregation.ProtocolBits.ShouldBe(126.7, 0.06);
        aggregation.Bits(ProofParameters.P124).ShouldBe(124);
        shard.ProtocolBits.ShouldBe(123.7, 0.05);
        Report(ProofParameters.P124, 20, 2500, 1500, ProximityRegime.UniqueDecoding).ProtocolBits.ShouldBe(100.7, 0.05);
    }

    [Fact]
    public void Final120_MatchesReferenceFigures()
    {
        ProofParameters parameters = Final(7, 31) with { QueryGrindingBits = 24, BatchGrindingBits = 16, FoldGrindingBits = 6 };

        SoundnessReport report = Report(parameters, 15, 700, 600, ProximityRegime.Johnson);

        report.ProtocolBits.ShouldBe(122.5, 0.05);
        report.Multiplicity.ShouldBe(2);
    }

    // Fewest queries for a target with at most 20 bits of grinding in any round; arity 2 makes the first fold round the worst.
    [Theory]
    [InlineData(20, 1, 5, 100, ProximityRegime.UniqueDecoding, 193)]
    [InlineData(20, 1, 5, 100, ProximityRegime.Johnson, 162)]
    [InlineData(20, 2, 4, 100, ProximityRegime.UniqueDecoding, 118)]
    [InlineData(20, 2, 4, 100, ProximityRegime.Johnson, 118)]
    [InlineData(20, 2, 5, 100, ProximityRegime.Johnson, 81)]
    [InlineData(20, 3, 5, 100, ProximityRegime.Johnson, 54)]
    [InlineData(20, 4, 5, 100, ProximityRegime.Johnson, 41)]
    [InlineData(22, 2, 5, 100, ProximityRegime.Johnson, 81)]
    [InlineData(20, 2, 8, 100, ProximityRegime.Johnson, 81)]
    [InlineData(20, 2, 5, 124, ProximityRegime.UniqueDecoding, 154)]
    [InlineData(20, 2, 5, 124, ProximityRegime.Johnson, 116)]
    [InlineData(20, 3, 5, 124, ProximityRegime.Johnson, 77)]
    [InlineData(20, 2, 5, 128, ProximityRegime.Johnson, 131)]
    [InlineData(22, 2, 5, 124, ProximityRegime.Johnson, 121)]
    [InlineData(20, 2, 8, 128, ProximityRegime.Johnson, 109)]
    public void FewestQueries_MatchReferenceFigures(
        int logHeight, int logBlowup, int degree, int target, ProximityRegime regime, int queries) =>
        FewestQueries(logHeight, logBlowup, degree, target, regime).ShouldBe(queries);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DegreeFour_CannotReach124Bits(int logBlowup)
    {
        FewestQueries(20, logBlowup, 4, 124, ProximityRegime.UniqueDecoding).ShouldBeNull();
        FewestQueries(20, logBlowup, 4, 124, ProximityRegime.Johnson).ShouldBeNull();
    }

    [Fact]
    public void EveryPlannedStatement_HasAtLeast100ProvableBits()
    {
        foreach (SoundnessEntry entry in SoundnessTable.Planned)
        {
            SoundnessCalculator.Evaluate(entry.Parameters, entry.Statement, ProximityRegime.Johnson)
                .Bits(entry.Parameters)
                .ShouldBeGreaterThanOrEqualTo(100, entry.Name);
        }
    }

    [Fact]
    public void InsecureTest_IsFarBelow100Bits() =>
        Report(ProofParameters.InsecureTest, 10, 100, 100, ProximityRegime.Johnson).ProtocolBits.ShouldBeLessThan(20);

    [Fact]
    public void TruncatedKeccakDigest_CapsTheBits() =>
        SoundnessReport.DigestBits(ProofParameters.Final100 with { Hash = HashId.Keccak256Bytes26 }).ShouldBe(104);

    [Fact]
    public void RollIn_CountsAsOneMorePowerOfTheFoldingChallenge()
    {
        TableShape tall = Shape(16);
        SoundnessStatement mixed = SoundnessStatement.FromTables(ProofParameters.P100, [tall, Shape(13)]);
        SoundnessStatement single = SoundnessStatement.FromTables(ProofParameters.P100, [tall]);

        double mixedBits = FirstFold(mixed);
        double singleBits = FirstFold(single);

        (singleBits - mixedBits).ShouldBe(Math.Log2(8.0 / 7.0), 1e-9);
    }

    private static double FirstFold(SoundnessStatement statement) =>
        SoundnessCalculator.Evaluate(ProofParameters.P100, statement, ProximityRegime.UniqueDecoding)
            .Rounds.First(round => round.Name.StartsWith("FRI fold", StringComparison.Ordinal)).Bits;

    private static TableShape Shape(int logHeight) => new(
        "table", logHeight, PreprocessedWidth: 4, MainWidth: 40, PermutationWidth: 2, MaxDegree: 3, UsesNextMain: true,
        UsesNextPreprocessed: false, ConstraintCount: 50, InteractionCount: 2, MaxTupleWidth: 5);

    private static SoundnessReport Report(
        ProofParameters parameters, int logHeight, int functions, int constraints, ProximityRegime regime) =>
        SoundnessCalculator.Evaluate(
            parameters,
            SoundnessStatement.Uniform(parameters, logHeight, functions, constraints, Interactions, TupleWidth),
            regime);

    private static int? FewestQueries(int logHeight, int logBlowup, int degree, int target, ProximityRegime regime)
    {
        ProofParameters parameters = ProofParameters.P100 with
        {
            LogBlowup = logBlowup,
            QueryCount = 1,
            BatchGrindingBits = 0,
            LookupGrindingBits = 0,
            LogFoldingArity = 1,
        };
        SoundnessStatement statement = SoundnessStatement.Uniform(parameters, logHeight, 2500, 1500, Interactions, TupleWidth);
        IEnumerable<int?> multiplicities = regime == ProximityRegime.UniqueDecoding
            ? [null]
            : Enumerable.Range(2, 198).Select(value => (int?)value);
        return multiplicities
            .Select(multiplicity => QueriesNeeded(SoundnessCalculator.Evaluate(parameters, statement, multiplicity, degree), target))
            .Where(queries => queries is not null)
            .Min();
    }

    private static int? QueriesNeeded(SoundnessReport report, int target)
    {
        foreach (SoundnessRound round in report.Rounds)
        {
            double grinding = round.Name switch
            {
                "FRI queries" => double.PositiveInfinity,
                "constraint batching" => 0,
                _ => 20,
            };
            if (Math.Ceiling(target - round.Bits) > grinding)
            {
                return null;
            }
        }

        double perQuery = report.Rounds[^1].Bits - ProofParameters.P100.QueryGrindingBits;
        return perQuery <= 0 ? null : (int)Math.Ceiling((target - ProofParameters.P100.QueryGrindingBits) / perQuery);
    }
}
