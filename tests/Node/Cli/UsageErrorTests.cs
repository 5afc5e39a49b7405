using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("doctor --jsno", "error[PP-CLI-003]: unknown option '--jsno'; did you mean '--json'?", "Run 'p2pprover doctor --help'.")]
    [InlineData("--jsno doctor", "error[PP-CLI-003]: unknown option '--jsno'; did you mean '--json'?", "Run 'p2pprover doctor --help'.")]
    [InlineData("doctor --verbos=1", "error[PP-CLI-003]: unknown option '--verbos'; did you mean '--verbose'?", "Run 'p2pprover doctor --help'.")]
    [InlineData("config show --orign", "error[PP-CLI-003]: unknown option '--orign'; did you mean '--origin'?", "Run 'p2pprover config show --help'.")]
    [InlineData("doctor --origin", "error[PP-CLI-003]: unknown option '--origin'", "Run 'p2pprover doctor --help'.")]
    [InlineData("doctor -z", "error[PP-CLI-003]: unknown option '-z'", "Run 'p2pprover doctor --help'.")]
    [InlineData("docter", "error[PP-CLI-002]: unknown verb 'docter'; did you mean 'doctor'?", "Run 'p2pprover --help'.")]
    [InlineData("frobnicate", "error[PP-CLI-002]: unknown verb 'frobnicate'", "Run 'p2pprover --help'.")]
    [InlineData("opencl-prob", "error[PP-CLI-002]: unknown verb 'opencl-prob'", "Run 'p2pprover --help'.")]
    [InlineData("config shwo", "error[PP-CLI-002]: unknown verb 'shwo'; did you mean 'show'?", "Run 'p2pprover config --help'.")]
    [InlineData("config", "error[PP-CLI-004]: 'p2pprover config' needs a verb: show, check, defaults", "Run 'p2pprover config --help'.")]
    [InlineData("--json-x", "error[PP-CLI-003]: unknown option '--json-x'; did you mean '--json'?", "Run 'p2pprover --help'.")]
    [InlineData("doctor now", "error[PP-CLI-006]: unexpected argument 'now'", "Run 'p2pprover doctor --help'.")]
    [InlineData("doctor -- x", "error[PP-CLI-006]: unexpected argument 'x'", "Run 'p2pprover doctor --help'.")]
    [InlineData("@response-file", "error[PP-CLI-002]: unknown verb '@response-file'", "Run 'p2pprover --help'.")]
    [InlineData("doctor --config", "error[PP-CLI-005]: option '--config' needs a value, FILE", "Run 'p2pprover doctor --help'.")]
    [InlineData("doctor --data-dir=", "error[PP-CLI-005]: option '--data-dir' needs a value, DIR", "Run 'p2pprover doctor --help'.")]
    [InlineData("doctor -c a -c b", "error[PP-CLI-005]: option '--config' is given more than once", "Run 'p2pprover doctor --help'.")]
    [InlineData("completions", "error[PP-CLI-005]: argument <shell> is missing", "Run 'p2pprover completions --help'.")]
    [InlineData("completions bsh", "error[PP-CLI-005]: unknown shell 'bsh'; did you mean 'bash'?", "Name one of bash, fish, pwsh, zsh.")]
    [InlineData("doctor -q -v", "error[PP-CLI-007]: '--quiet' and '--verbose' contradict each other", "Leave one of them out.")]
    public async Task WrongCommandLine_IsExplained_WithCodeAndNextStep(string line, string message, string nextStep)
    {
        RunResult run = await InProcess.RunAsync(line.Split(' '));

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Output.ShouldBeEmpty();
        run.Error.ShouldBe($"{message}\n  next: {nextStep}\n");
    }

    [Fact]
    public async Task WrongCommandLine_UnderQuiet_IsStillExplained()
    {
        RunResult run = await InProcess.RunAsync("doctor", "--quiet", "--jsno");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("PP-CLI-003");
    }
}
