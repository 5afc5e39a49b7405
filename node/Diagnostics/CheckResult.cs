namespace P2PProver.Node.Diagnostics;

/// <summary>What one check found.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Found">What is there, without a final stop.</param>
/// <param name="NextStep">What to do about it; null where there is nothing to do.</param>
public sealed record CheckResult(CheckStatus Status, string Found, string? NextStep = null)
{
    /// <summary>As it should be.</summary>
    public static CheckResult Ok(string found)
    {
        return new CheckResult(CheckStatus.Ok, found);
    }

    /// <summary>Neither good nor bad.</summary>
    public static CheckResult Info(string found, string? nextStep = null)
    {
        return new CheckResult(CheckStatus.Info, found, nextStep);
    }

    /// <summary>Needs attention.</summary>
    public static CheckResult Warn(string found, string nextStep)
    {
        return new CheckResult(CheckStatus.Warn, found, nextStep);
    }

    /// <summary>Stands in the way of a node.</summary>
    public static CheckResult Fail(string found, string nextStep)
    {
        return new CheckResult(CheckStatus.Fail, found, nextStep);
    }
}
