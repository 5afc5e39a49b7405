using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>A failure as JSON, schema <c>p2pprover.error/1</c>.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Title">What the code stands for.</param>
/// <param name="Message">What happened.</param>
/// <param name="NextStep">What to do.</param>
/// <param name="ExitCode">The exit status of the process.</param>
/// <param name="Details">Further facts.</param>
/// <param name="Trace">The exception behind it; only with --verbose.</param>
public sealed record ErrorReport(
    string Code,
    string Title,
    string Message,
    string NextStep,
    int ExitCode,
    IReadOnlyList<string> Details,
    string? Trace)
{
    /// <summary>Describes a failure.</summary>
    public static ErrorReport Of(Failure failure, string? trace)
    {
        ErrorDefinition error = failure.Error;
        return new ErrorReport(error.Code, error.Title, failure.Message, failure.NextStep, (int)error.ExitCode, failure.Details, trace);
    }
}
