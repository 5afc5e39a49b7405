using P2PProver.Node.Configuration;

namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>config show</c> as JSON, schema <c>p2pprover.config.show/1</c>.</summary>
/// <param name="File">The configuration file; null where there is none.</param>
/// <param name="Settings">Every key.</param>
public sealed record ConfigShowReport(string? File, IReadOnlyList<ConfigShowReport.Entry> Settings)
{
    /// <summary>One key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">Its value as text; secrets are redacted.</param>
    /// <param name="Unit">The unit; null where there is none.</param>
    /// <param name="Origin">The layer that the value came from.</param>
    public sealed record Entry(string Key, string Value, string? Unit, SettingOrigin Origin);
}
