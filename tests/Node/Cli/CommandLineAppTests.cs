using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class CommandLineAppTests
{
    [Fact]
    public async Task Verb_ThatThrowsSomethingUnforeseen_EndsAsABugWithoutATrace()
    {
        RunResult run = await RunProbeAsync((_, _) => throw new InvalidOperationException("the sky fell"), "probe");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith("error[PP-CLI-001]: this is a bug: InvalidOperationException: the sky fell\n");
        run.Error.ShouldContain("  next: Run the same command with -v");
        run.Error.ShouldNotContain(" at ");
    }

    [Theory]
    [InlineData("probe", "-v")]
    [InlineData("probe", "-v", "--json")]
    public async Task Bug_WithVerbose_ShowsWhereItHappened(params string[] words)
    {
        RunResult run = await RunProbeAsync((_, _) => throw new InvalidOperationException("the sky fell"), words);

        run.Error.ShouldContain(nameof(Bug_WithVerbose_ShowsWhereItHappened));
    }

    [Theory]
    [InlineData(ExitCode.Keys)]
    [InlineData(ExitCode.DataDirectory)]
    [InlineData(ExitCode.Chain)]
    [InlineData(ExitCode.VerificationFailed)]
    public async Task Verb_ThatReturnsAnExitCode_EndsWithIt(ExitCode code)
    {
        RunResult run = await RunProbeAsync((_, _) => Task.FromResult(code), "probe");

        run.ExitCode.ShouldBe((int)code);
    }

    [Fact]
    public async Task Verb_ThatFailsWithACode_ShowsMessageDetailsAndNextStep()
    {
        ErrorDefinition error = new("PP-TST-001", "a title", "a meaning", "Do this.", ExitCode.Chain);
        Failure failure = new(error, "it did not work") { Details = ["one", "two"] };

        RunResult run = await RunProbeAsync((_, _) => throw new CodedException(failure), "probe");

        run.ExitCode.ShouldBe(6);
        run.Error.ShouldBe("error[PP-TST-001]: it did not work\n  one\n  two\n  next: Do this.\n");
    }

    [Fact]
    public async Task Verb_Interrupted_EndsWith130()
    {
        using CancellationTokenSource source = new();
        InProcess cli = new();
        cli.ExtraCommands.Add(new ProbeCommand(async (_, cancellation) =>
        {
            await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return ExitCode.Ok;
        }));

        RunResult run = await cli.GoAsync(["probe"], source.Token);

        run.ExitCode.ShouldBe(130);
        run.Error.ShouldContain("PP-CLI-008");
    }

    [Fact]
    public async Task Cancellation_ThatNobodyAskedFor_IsABug()
    {
        RunResult run = await RunProbeAsync((_, _) => throw new OperationCanceledException(), "probe");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("PP-CLI-001");
    }

    [Fact]
    public async Task Result_ThatCannotBeWritten_IsAnErrorOfItsOwn()
    {
        using FullDisk output = new();
        using StringWriter error = new();

        ExitCode exitCode = await new InProcess().CreateApp(output, error).RunAsync(["version"], CancellationToken.None);

        exitCode.ShouldBe(ExitCode.Failure);
        error.ToString().ShouldContain("error[PP-CLI-009]: the result could not be written: no space");
    }

    [Theory]
    [InlineData(null, "note: n\nwarning: w\n")]
    [InlineData("--quiet", "")]
    [InlineData("--verbose", "note: n\nwarning: w\n")]
    public async Task NotesAndWarnings_AreDroppedByQuietOnly(string? option, string expected)
    {
        RunResult run = await RunProbeAsync(Talk, option is null ? ["probe"] : ["probe", option]);

        run.Output.ShouldBe("the result\n");
        run.Error.ShouldBe(expected);
    }

    [Fact]
    public async Task NotesAndWarnings_WithJson_AreJson()
    {
        RunResult run = await RunProbeAsync(Talk, "probe", "--json");

        run.Error.ShouldBe(
            "{\"schema\":\"p2pprover.message/1\",\"level\":\"note\",\"message\":\"n\"}\n"
            + "{\"schema\":\"p2pprover.message/1\",\"level\":\"warning\",\"message\":\"w\"}\n");
    }

    private static Task<ExitCode> Talk(Invocation invocation, CancellationToken cancellation)
    {
        invocation.Shell.Note("n");
        invocation.Shell.Warn("w");
        invocation.Shell.WriteResult("the result");
        return Task.FromResult(ExitCode.Ok);
    }

    private static async Task<RunResult> RunProbeAsync(Func<Invocation, CancellationToken, Task<ExitCode>> body, params string[] words)
    {
        InProcess cli = new();
        cli.ExtraCommands.Add(new ProbeCommand(body));
        return await cli.GoAsync(words);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Flush()
        {
            throw new IOException("no space");
        }
    }
}
