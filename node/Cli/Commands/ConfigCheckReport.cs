using P2PProver.Node.Configuration;

namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>config check</c> as JSON, schema <c>p2pprover.config.check/1</c>.</summary>
/// <param name="File">The configuration file; null where there is none.</param>
/// <param name="IsOk">Whether there are no problems.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record ConfigCheckReport(string? File, bool IsOk, IReadOnlyList<ConfigCheckReport.Entry> Problems)
{
    /// <summary>One problem.</summary>
    /// <param name="Code">The stable code.</param>
    /// <param name="Message">What is wrong.</param>
    /// <param name="Key">The key or variable; null where a whole file is concerned.</param>
    /// <param name="Origin">Where it is wrong.</param>
    /// <param name="NextStep">What to do.</param>
    public sealed record Entry(string Code, string Message, string? Key, SettingOrigin Origin, string NextStep);
}
