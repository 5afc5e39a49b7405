using System.Globalization;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether other programs leave the processor to us.</summary>
public sealed class LoadCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "load";

    /// <inheritdoc/>
    public string Title => "Load";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        return ValueTask.FromResult(context.Host.ReadLoad() is double load
            ? Judge(load, context.Host.Processor.Cores)
            : CheckResult.Info("the system does not tell"));
    }

    private static CheckResult Judge(double load, int cores)
    {
        string unit = cores == 1 ? "core" : "cores";
        string found = string.Create(CultureInfo.InvariantCulture, $"{load:F2} over the last minute, on {cores} {unit}");
        return load > cores
            ? CheckResult.Warn(found, "Other programs keep the processor busy; proving will be late while they do.")
            : CheckResult.Ok(found);
    }
}
