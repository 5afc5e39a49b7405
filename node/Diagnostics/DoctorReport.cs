namespace P2PProver.Node.Diagnostics;

/// <summary>All that <c>doctor</c> found.</summary>
/// <param name="Checks">The checks, in order.</param>
public sealed record DoctorReport(IReadOnlyList<CheckReport> Checks)
{
    /// <summary>Whether nothing failed.</summary>
    public bool IsOk => Fail == 0;

    /// <summary>How many checks are as they should be.</summary>
    public int Ok => Count(CheckStatus.Ok);

    /// <summary>How many found something to know.</summary>
    public int Info => Count(CheckStatus.Info);

    /// <summary>How many found something that needs attention.</summary>
    public int Warn => Count(CheckStatus.Warn);

    /// <summary>How many failed.</summary>
    public int Fail => Count(CheckStatus.Fail);

    private int Count(CheckStatus status)
    {
        return Checks.Count(check => check.Status == status);
    }
}
