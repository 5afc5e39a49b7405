using P2PProver.Mesh.Wire;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.Wire;

/// <summary>docs/PROTOCOL.md holds the tables that follow from the layouts; P2PPROVER_WRITE=1 writes them anew.</summary>
public sealed class MessageTableTests
{
    [Fact]
    public void Document_HoldsTheTablesOfTheLayouts()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "PROTOCOL.md");
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(MessageTables.Begin, StringComparison.Ordinal);
        int end = text.IndexOf(MessageTables.End, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0);
        end.ShouldBeGreaterThan(begin);
        string expected = $"{MessageTables.Begin}\n\n{MessageTables.Render()}\n";
        if (Environment.GetEnvironmentVariable("P2PPROVER_WRITE") == "1")
        {
            File.WriteAllText(path, text[..begin] + expected + text[end..]);
            return;
        }

        text[begin..end].ShouldBe(expected);
    }
}
