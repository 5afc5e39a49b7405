using System.Globalization;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover doctor</c></summary>
public sealed class DoctorCommand : ICliCommand
{
    private const string Schema = "p2pprover.doctor/1";

    private readonly IHost _host;

    /// <summary>Examines <paramref name="host"/>.</summary>
    public DoctorCommand(IHost host)
    {
        _host = host;
    }

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Diagnose;

    /// <inheritdoc/>
    public Verb Build()
    {
        return new Verb("doctor", "Check whether this machine can run a node, and say what to do where it cannot")
        {
            Details =
            [
                "Looks at platform, processor, memory, disk, clock, configuration and libraries. It changes nothing and does not use "
                    + "the network.",
                "ok: as it should be. info: good to know. warn: a node would run, but not well. fail: a node would not run. "
                    + "The exit status is 0 when nothing failed, else 1; warnings do not change it.",
            ],
            Examples =
            [
                new Example("p2pprover doctor", "Examine this machine"),
                new Example("p2pprover doctor --data-dir /mnt/fast/p2pprover", "Examine it with another data directory"),
                new Example("p2pprover doctor --json | jq '.checks[] | select(.status != \"ok\")'", "What needs attention"),
            ],
            JsonSchema = Schema,
            Body = RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        CheckContext context = new(_host, invocation.Configuration, invocation.Time);
        DoctorReport report = await new Doctor(context, invocation.LoggerFor("doctor")).RunAsync(cancellation);
        if (invocation.Shell.IsJson)
        {
            invocation.Shell.WriteResult(Schema, report);
        }
        else
        {
            WriteTable(invocation.Shell, report);
        }

        return report.IsOk ? ExitCode.Ok : ExitCode.Failure;
    }

    private static void WriteTable(Shell shell, DoctorReport report)
    {
        int titleWidth = report.Checks.Max(check => check.Title.Length) + 2;
        const int StatusWidth = 6;
        string hang = new(' ', 2 + StatusWidth + titleWidth);
        int width = Math.Max(shell.WidthColumns - hang.Length, 40);
        foreach (CheckReport check in report.Checks)
        {
            string status = check.Status.ToString().ToLowerInvariant();
            string gap = new(' ', StatusWidth - status.Length);
            string head = $"  {shell.Paint(ToneOf(check.Status), status)}{gap}{check.Title.PadRight(titleWidth)}";
            foreach (string line in TextLayout.Wrap(check.Found, width))
            {
                shell.WriteResult(head + line);
                head = hang;
            }

            string next = check.NextStep is null ? "" : $"-> {check.NextStep}";
            foreach (string line in TextLayout.Wrap(next, width).Where(line => line.Length > 0))
            {
                shell.WriteResult(hang + shell.Paint(Tone.Faint, line));
            }
        }

        DoctorReport.Verdicts counts = report.Counts;
        shell.WriteResult("");
        shell.WriteResult(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Checks.Count} checks: {counts.Ok} ok, {counts.Info} info, {counts.Warn} warn, {counts.Fail} fail"));
    }

    private static Tone ToneOf(CheckStatus status)
    {
        return status switch
        {
            CheckStatus.Ok => Tone.Good,
            CheckStatus.Warn => Tone.Warning,
            CheckStatus.Fail => Tone.Bad,
            _ => Tone.Faint,
        };
    }
}
