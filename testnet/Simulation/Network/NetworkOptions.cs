namespace P2PProver.Testnet.Simulation.Network;

/// <summary>How the simulated links behave. Plain data: with the seed it determines every delay.</summary>
public sealed record NetworkOptions
{
    /// <summary>The median one-way delay between two nodes.</summary>
    public TimeSpan LatencyMedian { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>The standard deviation of the logarithm of the delay between pairs of nodes.</summary>
    public double LatencySigma { get; init; } = 0.4;

    /// <summary>How much each message's delay varies about its pair's, as a share of it.</summary>
    public double JitterShare { get; init; } = 0.1;

    /// <summary>What a node can send, in bits per second.</summary>
    public double UplinkBitsPerSecond { get; init; } = 50e6;

    /// <summary>The share of pushed gossip copies that are lost; the lazy repair of gossip brings them after a heartbeat.</summary>
    public double LossShare { get; init; }

    /// <summary>The share of gossip copies that arrive twice.</summary>
    public double DuplicateShare { get; init; }

    /// <summary>Mesh peers of a node (gossipsub's D).</summary>
    public int Degree { get; init; } = 8;

    /// <summary>Gossip's heartbeat: lost copies are offered again this often.</summary>
    public TimeSpan RepairInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long peers offer messages that a returning node missed.</summary>
    public TimeSpan RepairWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What a node needs to check one message before it forwards it.</summary>
    public TimeSpan ValidationTime { get; init; } = TimeSpan.FromMilliseconds(0.3);

    /// <summary>Bytes of framing added to each message: gossipsub RPC, Yamux, Noise, TCP and IP.</summary>
    public int OverheadBytes { get; init; } = 100;
}
