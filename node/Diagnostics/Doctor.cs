using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using P2PProver.Node.Diagnostics.Checks;

namespace P2PProver.Node.Diagnostics;

/// <summary>Runs the checks of the machine one after the other.</summary>
public sealed partial class Doctor
{
    private readonly CheckContext _context;
    private readonly ILogger _logger;

    /// <summary>Prepares the checks.</summary>
    public Doctor(CheckContext context, ILogger logger)
    {
        _context = context;
        _logger = logger;
    }

    /// <summary>Every check, in the order of the report.</summary>
    public static IReadOnlyList<IMachineCheck> AllChecks { get; } =
    [
        new PlatformCheck(),
        new ProcessorCheck(),
        new KernelsCheck(),
        new MemoryCheck(),
        new LoadCheck(),
        new OpenFilesCheck(),
        new ClockCheck(),
        new ConfigurationCheck(),
        new DataDirectoryCheck(),
        new DiskCheck(),
        new OpenSslCheck(),
        new OpenClCheck(),
        new NodeJsCheck(),
    ];

    /// <summary>Runs all checks. A check that breaks is reported as failed and does not keep the others from running.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async Task<DoctorReport> RunAsync(CancellationToken cancellation)
    {
        List<CheckReport> reports = [];
        foreach (IMachineCheck check in AllChecks)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = _context.Time.GetTimestamp();
            CheckResult result = await RunGuardedAsync(check, cancellation);
            double elapsedMs = Math.Round(_context.Time.GetElapsedTime(start).TotalMilliseconds, 1);
            LogChecked(_logger, check.Id, result.Status, elapsedMs);
            reports.Add(new CheckReport(check.Id, check.Title, result.Status, result.Found, result.NextStep));
        }

        return DoctorReport.Of(reports);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One broken check must not hide the others.")]
    private async Task<CheckResult> RunGuardedAsync(IMachineCheck check, CancellationToken cancellation)
    {
        try
        {
            return await check.RunAsync(_context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogBroken(_logger, exception, check.Id);
            return CheckResult.Fail($"the check itself broke: {exception.Message}", "Run 'p2pprover doctor -v' and report what it prints.");
        }
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Debug, Message = "checked {Check}: {Status} in {ElapsedMs} ms")]
    private static partial void LogChecked(ILogger logger, string check, CheckStatus status, double elapsedMs);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "check {Check} broke")]
    private static partial void LogBroken(ILogger logger, Exception exception, string check);
}
