namespace P2PProver.Node.Diagnostics;

/// <summary>All that <c>doctor</c> found.</summary>
/// <param name="IsOk">Whether nothing failed.</param>
/// <param name="Counts">How many checks came to which verdict.</param>
/// <param name="Checks">The checks, in order.</param>
public sealed record DoctorReport(bool IsOk, DoctorReport.Verdicts Counts, IReadOnlyList<CheckReport> Checks)
{
    /// <summary>Sums the checks up.</summary>
    public static DoctorReport Of(IReadOnlyList<CheckReport> checks)
    {
        Verdicts counts = new(Count(CheckStatus.Ok), Count(CheckStatus.Info), Count(CheckStatus.Warn), Count(CheckStatus.Fail));
        return new DoctorReport(counts.Fail == 0, counts, checks);

        int Count(CheckStatus status)
        {
            return checks.Count(check => check.Status == status);
        }
    }

    /// <summary>How many checks came to which verdict.</summary>
    /// <param name="Ok">As they should be.</param>
    /// <param name="Info">Good to know.</param>
    /// <param name="Warn">In need of attention.</param>
    /// <param name="Fail">Failed.</param>
    public sealed record Verdicts(int Ok, int Info, int Warn, int Fail);
}
