using System.Globalization;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether the clock can be trusted with deadlines. The network is not asked.</summary>
public sealed class ClockCheck : IMachineCheck
{
    // No node of this version can run before it was written; a clock outside of these years was never set.
    private const int YearMin = 2026;
    private const int YearMax = 2099;

    // Claims are timed in seconds; a bound well below that still lets the nodes of a mesh agree on who is late.
    private const double ErrorMaxMs = 500;

    /// <inheritdoc/>
    public string Id => "clock";

    /// <inheritdoc/>
    public string Title => "Clock";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        long before = context.Time.GetTimestamp();
        DateTimeOffset now = context.Time.GetUtcNow();
        long after = context.Time.GetTimestamp();
        return ValueTask.FromResult(after < before
            ? CheckResult.Fail(
                "the monotonic clock runs backwards",
                "This is a fault of the machine or its hypervisor; no deadline can be kept on it.")
            : Judge(now, context.Host.ReadClock()));
    }

    private static CheckResult Judge(DateTimeOffset now, ClockFacts clock)
    {
        string time = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (now.Year is < YearMin or > YearMax)
        {
            return CheckResult.Fail($"{time}, which cannot be", "Set the clock: 'timedatectl set-ntp true'.");
        }

        string error = clock.ErrorMaxMs is double bound
            ? string.Create(CultureInfo.InvariantCulture, $", off by at most {bound:F0} ms by the kernel's own account")
            : "";
        return clock.Sync switch
        {
            ClockSync.Unsynchronised => CheckResult.Warn(
                $"{time}, not synchronised",
                "Let the system keep its clock: 'timedatectl set-ntp true'."),
            ClockSync.Synchronised when clock.ErrorMaxMs > ErrorMaxMs => CheckResult.Warn(
                $"{time}, synchronised{error}",
                "See whether the time servers can be reached: 'timedatectl timesync-status'."),
            ClockSync.Synchronised => CheckResult.Ok($"{time}, synchronised{error}"),
            _ => CheckResult.Info($"{time}; the system does not tell whether it is synchronised"),
        };
    }
}
