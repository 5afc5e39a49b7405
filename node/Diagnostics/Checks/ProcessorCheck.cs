using System.Globalization;
using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>The cores that proving may use, against those that it is configured to use.</summary>
public sealed class ProcessorCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "processor";

    /// <inheritdoc/>
    public string Title => "Processor";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        ProcessorFacts processor = context.Host.Processor;
        int threads = context.Settings.Get(KnownSettings.ProverThreads);
        int used = threads == 0 ? processor.Cores : threads;
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{processor.Model}, {processor.Cores} usable {(processor.Cores == 1 ? "core" : "cores")}, proving on {used}");
        CheckResult result = used <= processor.Cores
            ? CheckResult.Ok(found)
            : CheckResult.Warn(found, "Set prover.threads to the number of cores or to 0; more threads than cores slow each other down.");
        return ValueTask.FromResult(result);
    }
}
