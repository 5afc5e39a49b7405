using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>The memory that proving may use, against what there is.</summary>
public sealed class MemoryCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "memory";

    /// <inheritdoc/>
    public string Title => "Memory";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        return ValueTask.FromResult(context.Host.ReadMemory() is MemoryFacts memory
            ? Judge(memory, context.Settings)
            : CheckResult.Info("the system does not tell"));
    }

    private static CheckResult Judge(MemoryFacts memory, Settings settings)
    {
        long configured = settings.Get(KnownSettings.ProverMemoryMaxMiB) * Size.MiB;
        long budget = configured == 0 ? memory.TotalBytes / 4 * 3 : configured;
        long least = settings.Get(KnownSettings.DoctorMemoryMinMiB) * Size.MiB;
        string limit = memory.IsLimited ? " (limited by a control group)" : "";
        string found = $"{Size.Show(memory.TotalBytes)}{limit}, {Size.Show(memory.AvailableBytes)} free; "
            + $"the prover may take {Size.Show(budget)}";
        if (budget > memory.TotalBytes)
        {
            return CheckResult.Fail(found, "Set prover.memoryMaxMiB to less than there is, or to 0.");
        }

        return memory.TotalBytes < least || memory.AvailableBytes < least
            ? CheckResult.Warn(
                found,
                $"Give the machine or the container more, or end other programs; doctor.memoryMinMiB asks for {Size.Show(least)}.")
            : CheckResult.Ok(found);
    }
}
