using System.Globalization;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether Node.js is there, which local test networks need for their chain.</summary>
public sealed class NodeJsCheck : IMachineCheck
{
    private const int MajorMin = 20;

    /// <inheritdoc/>
    public string Id => "nodejs";

    /// <inheritdoc/>
    public string Title => "Node.js";

    /// <inheritdoc/>
    public async ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        const string Install = "Needed for local test networks only. Install Node.js 20 or newer.";
        ProgramOutput output = await context.Host.RunProgramAsync("node", ["--version"], context.ProgramDeadline, cancellation);
        return output switch
        {
            { Outcome: ProgramOutcome.NotFound } => CheckResult.Info("not installed", Install),
            { Outcome: ProgramOutcome.TimedOut } => CheckResult.Warn("'node --version' did not answer in time", Install),
            { ExitCode: 0 } when MajorOf(output.Text) is >= MajorMin => CheckResult.Ok(output.Text),
            { ExitCode: 0 } when MajorOf(output.Text) is not null => CheckResult.Warn($"{output.Text} is too old", Install),
            _ => CheckResult.Warn("'node --version' gave no version", Install),
        };
    }

    /// <summary>The major version of <c>v20.1.2</c>; null where the text is not of that form.</summary>
    private static int? MajorOf(string text)
    {
        bool isVersion = text.StartsWith('v') && text.Length < 32;
        string major = isVersion ? text[1..].Split('.')[0] : "";
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
