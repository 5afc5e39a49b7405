using System.Globalization;
using System.Text.Json;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class CompletionsTests
{
    [Theory]
    [InlineData("", new[] { "config", "completions", "doctor", "version", "--json" })]
    [InlineData("doc", new[] { "doctor" })]
    [InlineData("config ", new[] { "show", "check", "defaults" })]
    [InlineData("--json conf", new[] { "config" })]
    [InlineData("config show --", new[] { "--origin", "--json", "--data-dir" })]
    [InlineData("completions ", new[] { "bash", "fish", "pwsh", "zsh" })]
    public async Task Suggest_OffersWhatMayFollow(string line, string[] expected)
    {
        RunResult run = await InProcess.RunAsync(string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        string[] offered = run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in expected)
        {
            offered.ShouldContain(word, StringComparer.Ordinal);
        }

        offered.ShouldNotContain("opencl-probe", StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _p2pprover p2pprover")]
    [InlineData("zsh", "#compdef p2pprover")]
    [InlineData("fish", "complete -c p2pprover")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName p2pprover")]
    public async Task Completions_ForAShell_PrintsItsScript(string shell, string expected)
    {
        RunResult plain = await InProcess.RunAsync("completions", shell);
        RunResult json = await InProcess.RunAsync("completions", shell, "--json");

        plain.Output.ShouldContain(expected);
        plain.Output.ShouldContain("[suggest:");
        JsonElement report = json.Json();
        report.GetProperty("shellName").GetString().ShouldBe(shell);
        report.GetProperty("script").GetString().ShouldBe(plain.Output.TrimEnd('\n'));
    }

    [LinuxFact]
    public async Task BashScript_InBash_CompletesVerbsAndOptions()
    {
        // The script asks COMP_WORDS[0], so the test may call the program by its path. Each line of output is one completion.
        const string Script = """
            set -u
            source <("$0" completions bash)
            ask() {
              COMP_LINE="$1"; COMP_POINT="${#1}"; COMP_WORDS=("$program"); COMPREPLY=()
              _p2pprover
              echo "$1: ${COMPREPLY[*]}"
            }
            program="$0"
            ask "p2pprover "
            ask "p2pprover config s"
            ask "p2pprover config show --or"
            """;

        RunResult run = await OutOfProcess.RunScriptAsync("bash", Script);

        run.Error.ShouldBeEmpty();
        run.Output.ShouldBe("""
            p2pprover : batch completions config contracts doctor proof rollup stake version wallet
            p2pprover config s: show
            p2pprover config show --or: --origin

            """);
    }
}
