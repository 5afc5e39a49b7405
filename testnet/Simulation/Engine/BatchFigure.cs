using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>One batch's way.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Shards">Its shards.</param>
/// <param name="CommittedAt">When the block with its commit was built.</param>
public sealed record BatchFigure(BatchKey Key, int Shards, TimeSpan CommittedAt)
{
    /// <summary>The block that commits it now.</summary>
    public long CommitBlock { get; set; }

    /// <summary>When its commit had the confirmations on which nodes act.</summary>
    public TimeSpan? ActionableAt { get; set; }

    /// <summary>When the first root proof existed.</summary>
    public TimeSpan? RootAt { get; set; }

    /// <summary>When the first final proof existed.</summary>
    public TimeSpan? FinalAt { get; set; }

    /// <summary>When the block with its settlement was built.</summary>
    public TimeSpan? SettledAt { get; set; }

    /// <summary>The prover time of the proofs that its settlement is made of.</summary>
    public TimeSpan Useful { get; set; }
}
