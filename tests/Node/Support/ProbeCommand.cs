using P2PProver.Node.Cli;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Tests.Support;

/// <summary>A verb named <c>probe</c> whose body the test supplies.</summary>
internal sealed class ProbeCommand(Func<Invocation, CancellationToken, Task<ExitCode>> body) : ICliCommand
{
    public CommandGroup Group => CommandGroup.Diagnose;

    public Verb Build()
    {
        return new Verb("probe", "Do what the test says") { Body = body };
    }
}
