using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether there is room at the data directory.</summary>
public sealed class DiskCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "disk";

    /// <inheritdoc/>
    public string Title => "Disk";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        DirectoryFacts directory = context.Host.ReadDirectory(context.Settings.Get(KnownSettings.DataDir));
        long least = context.Settings.Get(KnownSettings.DoctorDiskFreeMinGiB) * Size.GiB;
        return ValueTask.FromResult(directory.FreeBytes is long free
            ? Judge(free, least, directory.NearestExisting)
            : CheckResult.Info($"the free space at {directory.NearestExisting} cannot be told"));
    }

    private static CheckResult Judge(long free, long least, string place)
    {
        string found = $"{Size.Show(free)} free at {place}";
        string nextStep = $"Make room, or choose another disk with --data-dir; doctor.diskFreeMinGiB asks for {Size.Show(least)}.";
        return free < least / 10 ? CheckResult.Fail(found, nextStep)
            : free < least ? CheckResult.Warn(found, nextStep)
            : CheckResult.Ok(found);
    }
}
