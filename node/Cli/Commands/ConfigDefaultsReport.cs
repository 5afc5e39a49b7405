namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>config defaults</c> as JSON, schema <c>p2pprover.config.defaults/1</c>.</summary>
/// <param name="Settings">Every key.</param>
public sealed record ConfigDefaultsReport(IReadOnlyList<ConfigDefaultsReport.Entry> Settings)
{
    /// <summary>One key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Type">The type as people read it.</param>
    /// <param name="Unit">The unit; null where there is none.</param>
    /// <param name="Allowed">The allowed values, in words.</param>
    /// <param name="Default">The default.</param>
    /// <param name="Description">What the key does.</param>
    /// <param name="Variable">The environment variable that sets it.</param>
    /// <param name="Flag">The option that sets it; null where there is none.</param>
    /// <param name="IsSecret">Whether its value is never shown.</param>
    public sealed record Entry(
        string Key,
        string Type,
        string? Unit,
        string Allowed,
        string Default,
        string Description,
        string Variable,
        string? Flag,
        bool IsSecret);
}
