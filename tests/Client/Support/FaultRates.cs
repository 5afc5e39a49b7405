namespace P2PProver.Contracts.Client.Tests.Support;

/// <summary>The share of requests that each fault meets.</summary>
internal sealed record FaultRates
{
    public double ResetBefore { get; init; }

    public double ResetAfter { get; init; }

    public double Limit { get; init; }

    public double Delay { get; init; }

    public double Stale { get; init; }

    /// <summary>Whether a limit says how long to wait.</summary>
    public bool RetryAfter { get; init; }
}
