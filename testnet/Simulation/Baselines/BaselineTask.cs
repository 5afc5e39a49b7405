namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>A leaf or merge of a baseline's batch.</summary>
internal sealed class BaselineTask
{
    public required int Number { get; init; }

    public required bool IsLeaf { get; init; }

    /// <summary>The two tasks whose proofs it merges; empty for a leaf.</summary>
    public BaselineTask[] Children { get; init; } = [];

    public BaselineTask? Parent { get; set; }

    /// <summary>Whether its inputs exist.</summary>
    public bool IsReady => Array.TrueForAll(Children, child => child.IsDone);

    public bool IsDone { get; set; }

    /// <summary>Who made the proof that counts.</summary>
    public int Prover { get; set; } = -1;

    /// <summary>The prover time of the proof that counts.</summary>
    public double Seconds { get; set; }

    /// <summary>Until when it is taken, as the coordinator or the chain sees it.</summary>
    public TimeSpan TakenUntil { get; set; } = TimeSpan.MinValue;
}
