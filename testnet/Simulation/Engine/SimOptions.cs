using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Network;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Everything that determines a run. Two runs with equal options are equal event by event.</summary>
public sealed record SimOptions
{
    /// <summary>Drives every draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Registered nodes.</summary>
    public int Nodes { get; init; } = 16;

    /// <summary>How work is assigned.</summary>
    public MeshMode Mode { get; init; } = MeshMode.Ranked;

    /// <summary>Batches that the sequencer commits.</summary>
    public int Batches { get; init; } = 1;

    /// <summary>Shards of each batch.</summary>
    public int Shards { get; init; } = 8;

    /// <summary>The time between commits.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When the first batch is committed.</summary>
    public TimeSpan FirstBatch { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The run ends here at the latest.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The links.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>The chain.</summary>
    public ChainOptions Chain { get; init; } = new();

    /// <summary>The contracts' constants.</summary>
    public RollupRules Rules { get; init; } = new();

    /// <summary>The job times of the timed mock proofs.</summary>
    public JobTimes Jobs { get; init; } = new();

    /// <summary>What breaks.</summary>
    public FaultOptions Faults { get; init; } = new();

    /// <summary>Who misbehaves.</summary>
    public AdversaryOptions Adversaries { get; init; } = new();

    /// <summary>Ends every fault but those of adversaries at this time, so that all must converge; null for never.</summary>
    public TimeSpan? HealAt { get; init; }

    /// <summary>What is broken on purpose, so that a checker must notice.</summary>
    public Canary Canary { get; init; }

    /// <summary>The share of nodes with the memory for Shrink and Final; one node at least has it.</summary>
    public double FinaliserShare { get; init; } = 1;

    /// <summary>The stake of each node, in coins; nodes take turns through the list.</summary>
    public IReadOnlyList<int> StakeCoins { get; init; } = [100];

    /// <summary>The rewards of each batch, in thousandths of a coin.</summary>
    public int PotMilliCoins { get; init; } = 100;

    /// <summary>Blocks after which nodes act on a commit.</summary>
    public int CommitConfirmations { get; init; } = 1;

    /// <summary>Blocks after which a settlement is final for nodes.</summary>
    public int SettleConfirmations { get; init; } = 8;
}
