using System.Globalization;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover version</c></summary>
public sealed class VersionCommand : ICliCommand
{
    private const string Schema = "p2pprover.version/1";

    private readonly IHost _host;
    private readonly BuildInfo _build;

    /// <summary>Tells about <paramref name="build"/> on <paramref name="host"/>.</summary>
    public VersionCommand(IHost host, BuildInfo build)
    {
        _host = host;
        _build = build;
    }

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Basics;

    /// <inheritdoc/>
    public Verb Build()
    {
        return new Verb("version", "Print version, build, processor and the kernels chosen for it")
        {
            Details =
            [
                "A kernel is the implementation of one primitive for one instruction set; 'x16' means that it works on sixteen "
                    + "field elements at once. The runtime's variables turn instruction sets off: with DOTNET_EnableAVX512=0 the "
                    + "AVX2 kernels are chosen, with DOTNET_EnableAVX2=0 the scalar ones.",
            ],
            Examples =
            [
                new Example("p2pprover version", "Attach this to a bug report"),
                new Example("p2pprover version --json | jq -r .commit", "Just the commit"),
            ],
            JsonSchema = Schema,
            Body = RunAsync,
        };
    }

    private Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        PlatformFacts platform = _host.Platform;
        ProcessorFacts processor = _host.Processor;
        if (invocation.Shell.IsJson)
        {
            VersionReport.ProcessorReport processorReport = new(processor.Model, processor.Cores, processor.Features);
            VersionReport report = new(_build.Version, _build.Commit, _build.Configuration, platform, processorReport, processor.Kernels);
            invocation.Shell.WriteResult(Schema, report);
            return Task.FromResult(ExitCode.Ok);
        }

        string cores = string.Create(CultureInfo.InvariantCulture, $"{processor.Cores} usable {(processor.Cores == 1 ? "core" : "cores")}");
        string[][] rows =
        [
            ["commit", _build.Commit],
            ["build", _build.Configuration],
            ["runtime", platform.Runtime],
            ["platform", $"{platform.OperatingSystem}-{platform.Architecture}, {platform.Description}"],
            ["processor", $"{processor.Model}, {cores}"],
            ["features", processor.Features.Count == 0 ? "none that matter to proving" : string.Join(' ', processor.Features)],
            ["kernels", processor.Kernels.ToString()],
        ];
        invocation.Shell.WriteResult($"p2pprover {_build.Version}");
        foreach (string line in TextLayout.Columns(rows, "  ", invocation.Shell.WidthColumns))
        {
            invocation.Shell.WriteResult(line);
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
