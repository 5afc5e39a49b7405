using System.Globalization;
using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether enough files and connections may be open at once.</summary>
public sealed class OpenFilesCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "open-files";

    /// <inheritdoc/>
    public string Title => "Open files";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        return ValueTask.FromResult(context.Host.ReadOpenFilesLimit() is long limit
            ? Judge(limit, context.Settings.Get(KnownSettings.DoctorOpenFilesMin))
            : CheckResult.Info("the system does not tell"));
    }

    private static CheckResult Judge(long limit, int least)
    {
        string found = limit == long.MaxValue
            ? "no limit for this process"
            : string.Create(CultureInfo.InvariantCulture, $"at most {limit} for this process");
        string nextStep = string.Create(
            CultureInfo.InvariantCulture,
            $"Raise it to {least} or more: 'ulimit -n {least}', or LimitNOFILE= in a systemd unit.");
        return limit < least ? CheckResult.Warn(found, nextStep) : CheckResult.Ok(found);
    }
}
