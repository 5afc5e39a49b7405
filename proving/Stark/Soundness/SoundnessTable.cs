using System.Globalization;
using System.Text;

namespace P2PProver.Stark.Soundness;

/// <summary>Writes the soundness table of docs/PROOFS.md.</summary>
public static class SoundnessTable
{
    /// <summary>The line before the generated part of the document.</summary>
    public const string BeginMarker = "<!-- soundness:begin (generated, a test compares) -->";

    /// <summary>The line after the generated part of the document.</summary>
    public const string EndMarker = "<!-- soundness:end -->";

    private const string Header =
        "| proof | set | rows | rate | queries | grinding query/batch/fold/LogUp | B | C | provable bits (Johnson) | weakest round | unique decoding |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

    /// <summary>
    /// Planning statements from before any circuit existed: batched functions, constraints, interactions and tuple width are round figures
    /// above what the circuits were expected to have.
    /// </summary>
    public static IReadOnlyList<SoundnessEntry> Planned { get; } =
    [
        .. new[] { 16, 18, 20, 22 }.Select(log => Entry("shard (planned)", ProofParameters.P100, log, 2500, 1500)),
        .. new[] { 15, 16, 18 }.Select(log => Entry("aggregation (planned)", ProofParameters.P100, log, 1300, 600)),
        .. new[] { 14, 15, 16 }.Select(log => Entry("shrink (planned)", ProofParameters.Shrink100, log, 1300, 600)),
        .. new[] { 13, 14, 15 }.Select(log => Entry("final (planned)", ProofParameters.Final100, log, 900, 600)),
        Entry("aggregation (planned)", ProofParameters.P124, 16, 1300, 600),
    ];

    /// <summary>The table as Markdown, one line an entry, with LF line ends.</summary>
    /// <param name="entries">The entries, in order.</param>
    public static string Markdown(IEnumerable<SoundnessEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        StringBuilder text = new(Header);
        foreach (SoundnessEntry entry in entries)
        {
            AppendLine(text, entry);
        }

        return text.ToString();
    }

    /// <summary>Replaces the part between the markers.</summary>
    /// <param name="document">The document.</param>
    /// <param name="table">The generated table.</param>
    /// <returns>The new document, or null when the markers are missing.</returns>
    public static string? Splice(string document, string table)
    {
        ArgumentNullException.ThrowIfNull(document);
        int begin = document.IndexOf(BeginMarker, StringComparison.Ordinal);
        int end = document.IndexOf(EndMarker, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? null
            : string.Concat(document.AsSpan(0, begin + BeginMarker.Length), "\n", table, document.AsSpan(end));
    }

    private static SoundnessEntry Entry(string name, ProofParameters parameters, int logHeight, int functions, int constraints) =>
        new(name, parameters, SoundnessStatement.Uniform(parameters, logHeight, functions, constraints, interactions: 80, tupleWidth: 24));

    private static void AppendLine(StringBuilder text, SoundnessEntry entry)
    {
        ProofParameters parameters = entry.Parameters;
        SoundnessReport johnson = SoundnessCalculator.Evaluate(parameters, entry.Statement, ProximityRegime.Johnson);
        SoundnessReport unique = SoundnessCalculator.Evaluate(parameters, entry.Statement, ProximityRegime.UniqueDecoding);
        string grinding = string.Create(
            CultureInfo.InvariantCulture,
            $"{parameters.QueryGrindingBits}/{parameters.BatchGrindingBits}/{parameters.FoldGrindingBits}/{parameters.LookupGrindingBits}");
        string bits = string.Create(
            CultureInfo.InvariantCulture, $"{johnson.Bits(parameters):F1} (m = {johnson.Multiplicity})");
        string weakest = johnson.ProtocolBits > SoundnessReport.DigestBits(parameters) ? "digest" : johnson.Weakest.Name;
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {entry.Name} | {parameters.Name} | 2^{entry.Statement.LogHeight} | 1/{1 << parameters.LogBlowup} | {parameters.QueryCount} | {grinding} "
            + $"| {entry.Statement.BatchedFunctions} | {entry.Statement.ConstraintCount} | **{bits}** | {weakest} | {unique.Bits(parameters):F1} |\n");
    }
}
