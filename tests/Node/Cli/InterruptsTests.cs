using P2PProver.Node.Cli;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Tests.Cli;

public sealed class InterruptsTests
{
    [Fact]
    public void FirstSignal_CancelsWithoutExiting()
    {
        List<ExitCode> exits = [];
        using Interrupts interrupts = new(exits.Add);

        interrupts.Signal();

        interrupts.Token.IsCancellationRequested.ShouldBeTrue();
        exits.ShouldBeEmpty();
    }

    [Fact]
    public void SecondSignal_ExitsAtOnce()
    {
        List<ExitCode> exits = [];
        using Interrupts interrupts = new(exits.Add);

        interrupts.Signal();
        interrupts.Signal();

        exits.ShouldBe([ExitCode.Interrupted]);
    }
}
