using System.Globalization;
using System.Text;
using P2PProver.Stark;
using P2PProver.Stark.Soundness;
using P2PProver.Testing;

namespace P2PProver.Recursion.Tests.Machine;

/// <summary>The security of proofs of circuits and the sizes of the machine, read off its table and compared with docs/PROOFS.md.</summary>
public sealed class RecursionSoundnessTests
{
    // Set this variable to 1 to write the tables instead of comparing them.
    private const string UpdateVariable = "P2PPROVER_UPDATE_DOCS";
    private const string BeginMarker = "<!-- recursion:begin (generated, a test compares) -->\n";
    private const string EndMarker = "<!-- recursion:end -->";
    private const int StatementValues = 87;
    private const int SettlementValues = 75;

    private static readonly RecursionMachine Aggregation = new(15, StatementValues);

    private static readonly SoundnessEntry[] Entries =
    [
        SoundnessEntry.FromTables("leaf, merge", ProofParameters.P100, Aggregation.Machine.Shapes),
        SoundnessEntry.FromTables("leaf, merge", ProofParameters.P124, Aggregation.Machine.Shapes),
        SoundnessEntry.FromTables("shrink", ProofParameters.Shrink100, new RecursionMachine(14, SettlementValues).Machine.Shapes),
        SoundnessEntry.FromTables("final", ProofParameters.Final100, new RecursionMachine(13, SettlementValues).Machine.Shapes),
    ];

    [Fact]
    public void EveryParameterSet_HasAtLeast100ProvableBits()
    {
        foreach (SoundnessEntry entry in Entries)
        {
            SoundnessReport report = SoundnessCalculator.Evaluate(entry.Parameters, entry.Statement, ProximityRegime.Johnson);
            report.Bits(entry.Parameters).ShouldBeGreaterThanOrEqualTo(100, entry.Parameters.Name);
        }
    }

    [Fact]
    public void Proof_OfTheMachine_IsSmallEnoughToMergeTwo()
    {
        CostEstimate cost = ProofSizeModel.Estimate(ProofParameters.P100, Aggregation.Machine.Shapes);

        cost.Bytes.ShouldBeLessThanOrEqualTo(400_000);
        cost.Permutations.ShouldBeLessThanOrEqualTo(16_000);
    }

    [Fact]
    public void ProofsDocument_HoldsTheGeneratedTables()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "PROOFS.md");
        string document = File.ReadAllText(path);
        int begin = document.IndexOf(BeginMarker, StringComparison.Ordinal) + BeginMarker.Length;
        int end = document.IndexOf(EndMarker, StringComparison.Ordinal);
        begin.ShouldBeInRange(BeginMarker.Length, end);
        string expected = document[..begin] + Tables() + document[end..];
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, expected);
            return;
        }

        document.ShouldBe(expected);
    }

    private static string Tables()
    {
        TableShape table = Aggregation.Machine.Shapes.ShouldHaveSingleItem();
        ProofShape shape = new(ProofParameters.P100, Aggregation.Machine.Shapes);
        CostEstimate cost = ProofSizeModel.Estimate(ProofParameters.P100, Aggregation.Machine.Shapes);
        StringBuilder text = new();
        text.Append("| table | rows | preprocessed | main | permutation | constraints | interactions |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {table.Name} | 2^{table.LogHeight} | {table.PreprocessedWidth} | {table.MainWidth} "
            + $"| {ProofParameters.ExtensionDegree * table.PermutationWidth} | {table.ConstraintCount} | {table.InteractionCount} |\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{table.CommittedWidth} committed columns with the quotients; {shape.OpenedValueCount} opened values. "
            + $"Under P100 a proof has about {cost.Bytes / 1000:F0} KB and is verified by {cost.Permutations} permutations.\n\n");
        return text.Append(SoundnessTable.Markdown(Entries)).ToString();
    }
}
