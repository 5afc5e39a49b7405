namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>A prover of a baseline.</summary>
internal sealed class BaselineNode
{
    public required int Index { get; init; }

    public required double Speed { get; init; }

    public required bool Dies { get; init; }

    public required bool Stalls { get; init; }

    /// <summary>Where in its first job it dies, if it does.</summary>
    public required double DeathProgress { get; init; }

    public bool IsDead { get; set; }

    /// <summary>What it works on, or null.</summary>
    public BaselineTask? Job { get; set; }

    /// <summary>Counts its jobs, so that the end of an aborted one is told from the end of the next.</summary>
    public int JobNumber { get; set; }

    public TimeSpan JobStart { get; set; }

    /// <summary>When it said that it takes its job; inputs come after.</summary>
    public TimeSpan ClaimedAt { get; set; }

    /// <summary>When the coordinator last heard that it is idle.</summary>
    public TimeSpan IdleSince { get; set; }

    /// <summary>Leases it let lapse.</summary>
    public int Lapses { get; set; }

    public bool IsIdle => !IsDead && Job is null;
}
