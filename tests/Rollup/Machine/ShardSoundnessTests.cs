using System.Globalization;
using System.Text;
using P2PProver.Stark;
using P2PProver.Stark.Soundness;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>The security of shard proofs and the sizes of the machine, read off its tables and compared with docs/PROOFS.md.</summary>
public sealed class ShardSoundnessTests
{
    // Set this variable to 1 to write the tables instead of comparing them.
    private const string UpdateVariable = "P2PPROVER_UPDATE_DOCS";
    private const string BeginMarker = "<!-- shard:begin (generated, a test compares) -->\n";
    private const string EndMarker = "<!-- shard:end -->";

    private static readonly SoundnessEntry Entry = SoundnessEntry.FromTables("shard", ProofParameters.P100, ShardMachine.Standard.Machine.Shapes);

    [Fact]
    public void ShardProof_UnderP100_HasAtLeast100ProvableBits()
    {
        SoundnessReport report = SoundnessCalculator.Evaluate(Entry.Parameters, Entry.Statement, ProximityRegime.Johnson);
        report.Bits(Entry.Parameters).ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void Machine_OfStandardSize_HasRoomForAShardOfTransfers()
    {
        ShardMachine.Standard.HashRows.ShouldBe(1 << 16);
        ShardMachine.Standard.UsedHashRows.ShouldBeLessThanOrEqualTo(ShardMachine.Standard.HashRows);
        BatchShape.Standard.BlocksPerShard.ShouldBe(256);

        // One block more for each of sixteen would not fit.
        new ShardMachine(BatchShape.Standard with { BlocksPerShard = 272 }).HashRows.ShouldBe(1 << 17);
        double permutations = (double)ShardMachine.Standard.UsedHashRows / BatchShape.Standard.BlocksPerShard;
        permutations.ShouldBeLessThan(256);
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
        StringBuilder text = new();
        text.Append("| table | rows | preprocessed | main | permutation | constraints | interactions |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (TableShape table in ShardMachine.Standard.Machine.Shapes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {table.Name} | 2^{table.LogHeight} | {table.PreprocessedWidth} | {table.MainWidth} "
                + $"| {ProofParameters.ExtensionDegree * table.PermutationWidth} | {table.ConstraintCount} | {table.InteractionCount} |\n");
        }

        ProofShape shape = new(ProofParameters.P100, ShardMachine.Standard.Machine.Shapes);
        int committed = ShardMachine.Standard.Machine.Shapes.Sum(table => table.CommittedWidth);
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{committed} committed columns with the quotients; {shape.OpenedValueCount} opened values; {ShardMachine.Standard.UsedHashRows} rows of hashes in use.\n\n");
        AppendFreeCells(text);
        return text.Append(SoundnessTable.Markdown([Entry])).ToString();
    }

    private static void AppendFreeCells(StringBuilder text)
    {
        FreeCells free = new(ShardMachine.Standard);
        Table hashes = ShardMachine.Standard.Machine.Tables[0];
        text.Append(CultureInfo.InvariantCulture, $"Of the {free.LiveRows(hashes).Count() * hashes.MainWidth} cells of live rows of hashes are free:");
        foreach ((string reason, int count) in free.Count(hashes))
        {
            text.Append(CultureInfo.InvariantCulture, $" {count} ({reason});");
        }

        text.Length--;
        text.Append(". In the other tables none is.\n\n");
    }
}
