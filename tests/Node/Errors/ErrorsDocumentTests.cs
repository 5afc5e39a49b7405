using System.Globalization;
using System.Text;
using P2PProver.Node.Errors;
using P2PProver.Testing;

namespace P2PProver.Node.Tests.Errors;

/// <summary>docs/ERRORS.md is written from the catalogue. Run this test with P2PPROVER_UPDATE_DOCS=1 to write it anew.</summary>
public sealed class ErrorsDocumentTests
{
    private static readonly Dictionary<string, string> Areas = new(StringComparer.Ordinal)
    {
        ["CLI"] = "Command line",
        ["CFG"] = "Configuration",
        ["KEY"] = "Keys",
        ["NET"] = "Network",
        ["ROL"] = "Rollup",
        ["WAL"] = "Wallet",
        ["PRF"] = "Proofs",
        ["CHN"] = "Chain",
    };

    [Fact]
    public void Document_IsWhatTheCatalogueSays()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "ERRORS.md");
        string expected = Write();
        if (Environment.GetEnvironmentVariable("P2PPROVER_UPDATE_DOCS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        File.Exists(path).ShouldBeTrue("docs/ERRORS.md is missing; run this test with P2PPROVER_UPDATE_DOCS=1");
        File.ReadAllText(path).ShouldBe(expected, "docs/ERRORS.md is out of date; run this test with P2PPROVER_UPDATE_DOCS=1");
    }

    [Fact]
    public void EveryArea_HasAHeading()
    {
        ErrorCatalogue.All.Select(AreaOf).Distinct(StringComparer.Ordinal).ShouldBe(Areas.Keys);
    }

    private static string Write()
    {
        StringBuilder text = new();
        text.Append("""
            # Errors

            Every failure that `p2pprover` reports has a code that stays the same however its message is worded. It is written to stderr as
            `error[PP-CFG-004]: ...` with the next step below, or with `--json` as one line of the schema `p2pprover.error/1`.

            This page is written from the error catalogue of the node; a test compares the two.

            ## Exit status

            | status | meaning |
            | --- | --- |

            """);
        foreach ((ExitCode code, string meaning) in ExitCodes.Meanings)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(int)code} | {meaning} |\n");
        }

        foreach (IGrouping<string, ErrorDefinition> area in ErrorCatalogue.All.GroupBy(AreaOf, StringComparer.Ordinal))
        {
            text.Append($"\n## {Areas[area.Key]} (PP-{area.Key})\n");
            foreach (ErrorDefinition error in area)
            {
                text.Append($"\n### {error.Code}: {error.Title}\n\n{error.Meaning}\n\n");
                text.Append(CultureInfo.InvariantCulture, $"Next step: {Quote(error.NextStep)} Exit status {(int)error.ExitCode}.\n");
            }
        }

        return text.ToString();
    }

    private static string AreaOf(ErrorDefinition error)
    {
        return error.Code.Split('-')[1];
    }

    /// <summary>Commands stand in the catalogue between quotes and in the document as code.</summary>
    private static string Quote(string sentence)
    {
        return sentence.Replace('\'', '`');
    }
}
