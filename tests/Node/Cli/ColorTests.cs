using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class ColorTests
{
    private const char Escape = '\u001b';

    [Theory]
    [InlineData(true, "doctor", true)]
    [InlineData(false, "doctor", false)]
    [InlineData(true, "doctor --no-color", false)]
    [InlineData(true, "doctor --json", false)]
    [InlineData(true, "--help", true)]
    [InlineData(true, "--help --no-color", false)]
    public async Task Color_DependsOnTerminalAndFlag(bool isTerminal, string line, bool isColored)
    {
        RunResult run = await new InProcess { IsTerminal = isTerminal }.GoAsync(line.Split(' '));

        run.Output.Contains(Escape, StringComparison.Ordinal).ShouldBe(isColored);
    }

    [Theory]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("NO_COLOR", "", true)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("TERM", "xterm", true)]
    [InlineData("P2PPROVER_OUTPUT__COLOR", "never", false)]
    public async Task Color_OnATerminal_RespectsTheEnvironment(string name, string value, bool isColored)
    {
        InProcess cli = new() { IsTerminal = true };
        cli.Variables[name] = value;

        RunResult run = await cli.GoAsync(["doctor"]);

        run.Output.Contains(Escape, StringComparison.Ordinal).ShouldBe(isColored);
    }

    [Fact]
    public async Task Color_SetToAlways_IsOnWithoutATerminal()
    {
        InProcess cli = new();
        cli.Variables["P2PPROVER_OUTPUT__COLOR"] = "always";

        RunResult run = await cli.GoAsync(["doctor"]);

        run.Output.ShouldContain("\u001b[32mok\u001b[0m");
    }

    [Fact]
    public async Task Errors_OnATerminal_AreColored()
    {
        RunResult run = await new InProcess { IsTerminal = true }.GoAsync(["doctr"]);

        run.Error.ShouldStartWith("\u001b[31merror[PP-CLI-002]\u001b[0m: ");
    }
}
