using P2PProver.Testnet.Simulation.Network;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>One run of a baseline: the same nodes, job times, delays and arity as the mesh has in the same comparison.</summary>
public sealed record BaselineOptions
{
    /// <summary>Drives every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Nodes that prove.</summary>
    public int Nodes { get; init; } = 32;

    /// <summary>Leaves of the batch.</summary>
    public int Shards { get; init; } = 64;

    /// <summary>The share of nodes that die in the middle of their first job.</summary>
    public double DieMidJobShare { get; init; }

    /// <summary>The share of nodes that take tasks and do nothing.</summary>
    public double StallShare { get; init; }

    /// <summary>The time between blocks, for the policy that locks tasks on chain.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long the news of the batch needs to reach a node, at most.</summary>
    public TimeSpan NewsDelayMax { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The delays.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>The job times.</summary>
    public JobTimes Jobs { get; init; } = new();
}
