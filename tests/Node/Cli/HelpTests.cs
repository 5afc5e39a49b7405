using System.CommandLine;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData]
    public async Task Root_AskedForHelp_ShowsEverySectionInOrder(params string[] words)
    {
        RunResult run = await InProcess.RunAsync(words);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        string[] headings = ["P2PProver: ", "USAGE\n", "BASICS\n", "ROLLUP\n", "CHAIN\n", "DIAGNOSE\n", "GLOBAL OPTIONS\n", "EXAMPLES\n", "EXIT STATUS\n"];
        int[] places = [.. headings.Select(heading => run.Output.IndexOf(heading, StringComparison.Ordinal))];
        places.ShouldAllBe(place => place >= 0, run.Output);
        places.ShouldBeInOrder();
    }

    [Fact]
    public async Task Root_Help_ListsEveryVisibleVerbOnceWithItsSummary()
    {
        RunResult run = await InProcess.RunAsync("--help");

        foreach (Verb verb in Verbs().Where(verb => verb.Parents.First() is RootCommand && !verb.Hidden))
        {
            run.Output.Split('\n')
                .Where(line => line.StartsWith($"  {verb.Name} ", StringComparison.Ordinal))
                .ShouldHaveSingleItem()
                .ShouldEndWith(verb.Description!);
        }
    }

    [Fact]
    public async Task Root_Help_DoesNotMentionHiddenVerbs()
    {
        RunResult run = await InProcess.RunAsync("--help");

        run.Output.ShouldNotContain("opencl-probe");
    }

    [Fact]
    public async Task Root_Help_TellsEveryExitCode()
    {
        RunResult run = await InProcess.RunAsync("--help");

        ExitCodes.Meanings.Select(meaning => meaning.Key).ShouldBe(Enum.GetValues<ExitCode>());
        foreach ((ExitCode code, string meaning) in ExitCodes.Meanings)
        {
            run.Output.ShouldContain($"  {(int)code,-3}  {meaning}\n");
        }
    }

    [Fact]
    public async Task EveryVerb_Help_HasSummaryUsageOptionsAndExamples()
    {
        foreach (Verb verb in Verbs().Where(verb => !verb.Hidden))
        {
            RunResult run = await InProcess.RunAsync([.. HelpWriter.PathOf(verb).Split(' ').Skip(1), "--help"]);

            run.ExitCode.ShouldBe(0, run.ToString());
            run.Error.ShouldBeEmpty();
            run.Output.ShouldStartWith(verb.Description + ".\n");
            run.Output.ShouldContain($"USAGE\n  {HelpWriter.PathOf(verb)} ");
            run.Output.ShouldContain("GLOBAL OPTIONS\n      --json ");
            run.Output.ShouldContain("-h, --help ");
            run.Output.ShouldContain("EXAMPLES\n  # ", customMessage: $"{verb.Name} has no example");
            verb.Examples.ShouldAllBe(example => example.CommandLine.Contains("p2pprover", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Help_OnAnyWidth_KeepsToItAndLeavesNoTrailingSpace()
    {
        foreach (int width in (int[])[60, 80, 120])
        {
            foreach (Verb verb in Verbs().Where(verb => !verb.Hidden))
            {
                InProcess cli = new() { WidthColumns = width };
                RunResult run = await cli.GoAsync([.. HelpWriter.PathOf(verb).Split(' ').Skip(1), "--help"]);

                foreach (string line in run.Output.Split('\n').Where(line => !line.StartsWith("  $ ", StringComparison.Ordinal)))
                {
                    line.Length.ShouldBeLessThanOrEqualTo(width, line);
                    line.ShouldBe(line.TrimEnd());
                }
            }
        }
    }

    [Fact]
    public async Task ConfigShow_Help_ReadsAsWritten()
    {
        RunResult run = await InProcess.RunAsync("help", "config", "show");

        run.Output.ShouldBe("""
            Print every key with the value that holds.

            Secrets are redacted. The JSON output always has the origins.

            USAGE
              p2pprover config show [options]

            OPTIONS
                  --origin  Say for each value where it comes from

            GLOBAL OPTIONS
                  --json          Write the result as JSON to stdout, errors as JSON to stderr
              -q, --quiet         Say nothing but the result and errors
              -v, --verbose       Say more, with the details behind an error
              -c, --config FILE   Read this configuration file, not the data directory's
                  --data-dir DIR  Keep everything the node owns in this directory
                  --no-color      Do not colour output; NO_COLOR does the same
              -h, --help          Show help about the program or a verb

            EXAMPLES
              # See which layer each value comes from
              $ p2pprover config show --origin
              # Try the effect of a variable
              $ P2PPROVER_LOG__LEVEL=debug p2pprover config show

            JSON OUTPUT
              schema p2pprover.config.show/1

            Run 'p2pprover --help' for all verbs.

            """);
    }

    [Fact]
    public async Task Help_AfterAWrongWord_IsStillShown()
    {
        RunResult run = await InProcess.RunAsync("doctor", "--nonsense", "--help");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("USAGE\n  p2pprover doctor [options]");
    }

    /// <summary>Every verb of every group, nouns among them.</summary>
    internal static IReadOnlyList<Verb> Verbs()
    {
        RootCommand root = new InProcess().CreateApp(TextWriter.Null, TextWriter.Null).Root;
        return [.. Below(root)];

        static IEnumerable<Verb> Below(Command command)
        {
            return command.Subcommands.OfType<Verb>().SelectMany(verb => Below(verb).Prepend(verb));
        }
    }
}
