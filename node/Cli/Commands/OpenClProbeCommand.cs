using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary>The hidden verb that <c>doctor</c> runs as a process of its own, so that a driver that crashes takes nothing with it.</summary>
public sealed class OpenClProbeCommand : ICliCommand
{
    private const string Schema = "p2pprover.opencl-probe/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Diagnose;

    /// <inheritdoc/>
    public Verb Build()
    {
        return new Verb(OpenClProbe.VerbName, "List OpenCL devices as JSON; 'doctor' runs this")
        {
            Hidden = true,
            JsonSchema = Schema,
            Body = static (invocation, _) =>
            {
                invocation.Shell.WriteResult(Schema, OpenClProbe.Read());
                return Task.FromResult(ExitCode.Ok);
            },
        };
    }
}
