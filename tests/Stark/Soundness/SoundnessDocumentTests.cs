using System.Runtime.CompilerServices;
using P2PProver.Stark.Soundness;

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
    public void Splice_WithoutMarkers_GivesNothing() => SoundnessTable.Splice("no markers here", "table").ShouldBeNull();

    private static string DocumentPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "PROOFS.md");
}
