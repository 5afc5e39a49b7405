using P2PProver.Stark.Soundness;
using P2PProver.Testing;

namespace P2PProver.Stark.Tests.Soundness;

public sealed class SoundnessDocumentTests
{
    // Set this variable to 1 to write the table instead of comparing it; the comparison then fails nothing and the diff is yours to review.
    private const string UpdateVariable = "P2PPROVER_UPDATE_DOCS";

    [Fact]
    public void ProofsDocument_HoldsTheGeneratedTable()
    {
        string document = File.ReadAllText(DocumentPath());
        string expected = SoundnessTable.Splice(document, SoundnessTable.Markdown(DocumentedStatements.All)).ShouldNotBeNull();
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(DocumentPath(), expected);
            return;
        }

        document.ShouldBe(expected);
    }

    [Fact]
    public void EveryDocumentedStatement_HasAtLeast100ProvableBits()
    {
        foreach (SoundnessEntry entry in DocumentedStatements.All)
        {
            SoundnessReport report = SoundnessCalculator.Evaluate(entry.Parameters, entry.Statement, ProximityRegime.Johnson);
            report.Bits(entry.Parameters).ShouldBeGreaterThanOrEqualTo(100, $"{entry.Name}, {entry.Parameters.Name}");
        }
    }

    [Fact]
    public void EveryDocumentedStatement_WithHalfTheQueries_FallsBelow100ProvableBits()
    {
        foreach (SoundnessEntry entry in DocumentedStatements.All)
        {
            ProofParameters weak = entry.Parameters with { QueryCount = entry.Parameters.QueryCount / 2 };
            SoundnessCalculator.Evaluate(weak, entry.Statement, ProximityRegime.Johnson).Bits(weak).ShouldBeLessThan(100);
        }
    }

    // The rates that docs/decisions/0005-last-layer.md weighs against each other.
    [Theory]
    [InlineData(6, 26)]
    [InlineData(7, 22)]
    [InlineData(8, 20)]
    public void LastCircuitModel_AtOtherRates_NeedsTheQueriesThatItsDecisionNames(int logBlowup, int queries)
    {
        BitsOfModel(logBlowup, queries).ShouldBeGreaterThanOrEqualTo(100);
        BitsOfModel(logBlowup, queries - 1).ShouldBeLessThan(100);
    }

    [Fact]
    public void Splice_WithoutMarkers_GivesNothing() => SoundnessTable.Splice("no markers here", "table").ShouldBeNull();

    private static double BitsOfModel(int logBlowup, int queries)
    {
        ProofParameters parameters = ProofParameters.Final100 with { LogBlowup = logBlowup, QueryCount = queries };
        SoundnessEntry entry = SoundnessEntry.FromTables("model", parameters, new LastCircuitModel(14, 14).Machine.Shapes);
        return SoundnessCalculator.Evaluate(parameters, entry.Statement, ProximityRegime.Johnson).Bits(parameters);
    }

    private static string DocumentPath() => Path.Combine(RepositoryRoot.Path, "docs", "PROOFS.md");
}
