using P2PProver.Node.Diagnostics;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Diagnostics;

public sealed class ProgramRunnerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly ProgramRunner _runner = new(TimeProvider.System);

    [LinuxFact]
    public async Task Program_ThatEnds_GivesExitCodeAndOutput()
    {
        ProgramOutput output = await _runner.RunAsync("sh", ["-c", "echo ' hello '; echo noise >&2; exit 3"], Long, CancellationToken.None);

        output.ShouldBe(new ProgramOutput(ProgramOutcome.Exited, 3, "hello"));
    }

    [Fact]
    public async Task Program_ThatDoesNotExist_IsNotFound()
    {
        ProgramOutput output = await _runner.RunAsync("no-such-program-anywhere", [], Long, CancellationToken.None);

        output.Outcome.ShouldBe(ProgramOutcome.NotFound);
    }

    [LinuxFact]
    public async Task Program_PastItsDeadline_IsEnded()
    {
        // The fake clock's timers are due at once, so the deadline passes without waiting for it.
        ProgramRunner runner = new(new FakeTime());

        ProgramOutput output = await runner.RunAsync("sleep", ["600"], Long, CancellationToken.None);

        output.Outcome.ShouldBe(ProgramOutcome.TimedOut);
    }

    [LinuxFact]
    public async Task Program_WhoseCallerIsCancelled_ThrowsCancellation()
    {
        using CancellationTokenSource source = new();
        Task<ProgramOutput> running = _runner.RunAsync("sleep", ["600"], Long, source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [LinuxFact]
    public async Task Program_ThatTalksWithoutEnd_IsCutAndNotWaitedFor()
    {
        ProgramOutput output = await _runner.RunAsync("sh", ["-c", "head -c 1000000 /dev/zero | tr '\\0' x"], Long, CancellationToken.None);

        output.Outcome.ShouldBe(ProgramOutcome.Exited);
        output.Text.Length.ShouldBe(ProgramRunner.OutputMax);
    }

    [LinuxFact]
    public async Task Program_ThatReadsItsInput_FindsItClosed()
    {
        ProgramOutput output = await _runner.RunAsync("cat", [], Long, CancellationToken.None);

        output.ShouldBe(new ProgramOutput(ProgramOutcome.Exited, 0, ""));
    }
}
