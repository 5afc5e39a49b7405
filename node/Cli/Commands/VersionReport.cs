using P2PProver.Node.Diagnostics;

namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>version</c> as JSON, schema <c>p2pprover.version/1</c>.</summary>
/// <param name="Version">The version.</param>
/// <param name="Commit">The commit that it was built from.</param>
/// <param name="Build">Release or Debug.</param>
/// <param name="Platform">System, architecture and runtime.</param>
/// <param name="Processor">Model, cores and features.</param>
/// <param name="Kernels">The chosen kernels.</param>
public sealed record VersionReport(
    string Version,
    string Commit,
    string Build,
    PlatformFacts Platform,
    VersionReport.ProcessorReport Processor,
    KernelFacts Kernels)
{
    /// <summary>The processor without its kernels, which the report lists on their own.</summary>
    /// <param name="Model">The model's name.</param>
    /// <param name="Cores">Usable logical cores.</param>
    /// <param name="Features">Instruction-set extensions.</param>
    public sealed record ProcessorReport(string Model, int Cores, IReadOnlyList<string> Features);
}
