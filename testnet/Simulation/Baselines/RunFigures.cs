namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>What a run of the mesh or of a baseline is measured by. All times are simulated with timed mock proofs.</summary>
public sealed record RunFigures
{
    /// <summary>From the batch to its root proof; null when there was none in the time allowed.</summary>
    public TimeSpan? TimeToRoot { get; init; }

    /// <summary>Prover time spent on proofs that are part of the root.</summary>
    public double UsefulSeconds { get; init; }

    /// <summary>All prover time spent until the root existed.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>Bytes sent by all nodes.</summary>
    public long Bytes { get; init; }

    /// <summary>Gas spent to coordinate: everything but commits and settlements.</summary>
    public long CoordinationGas { get; init; }

    /// <summary>The share of prover time that bought nothing.</summary>
    public double WastedShare => TotalSeconds <= 0 ? 0 : 1.0 - (UsefulSeconds / TotalSeconds);
}
