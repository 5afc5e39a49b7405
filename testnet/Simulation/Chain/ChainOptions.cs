namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>How the simulated chain behaves. Plain data.</summary>
public sealed record ChainOptions
{
    /// <summary>The time between blocks.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The share of blocks built by censoring builders.</summary>
    public double CensorShare { get; init; }

    /// <summary>What censoring builders leave out.</summary>
    public CensoredCalls Censored { get; init; } = CensoredCalls.None;

    /// <summary>The chance of each block to replace blocks before it.</summary>
    public double ReorgShare { get; init; }

    /// <summary>How many blocks a reorganisation replaces at most.</summary>
    public int ReorgDepthMax { get; init; } = 3;

    /// <summary>The share of slots without a block.</summary>
    public double MissedSlotShare { get; init; }

    /// <summary>The base fee without a spike, in wei per gas.</summary>
    public long BaseFee { get; init; } = 5_000_000_000;

    /// <summary>By how much a spike multiplies the base fee.</summary>
    public double SpikeFactor { get; init; } = 1;

    /// <summary>When the spike starts.</summary>
    public TimeSpan SpikeStart { get; init; }

    /// <summary>How long the spike lasts.</summary>
    public TimeSpan SpikeLength { get; init; }

    /// <summary>The gas of a block.</summary>
    public long BlockGas { get; init; } = 36_000_000;

    /// <summary>How long a transaction needs to reach the builders.</summary>
    public TimeSpan PropagationDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a block needs to reach a node, at most; each node and block draws its own.</summary>
    public TimeSpan NewsDelayMax { get; init; } = TimeSpan.FromMilliseconds(400);
}
