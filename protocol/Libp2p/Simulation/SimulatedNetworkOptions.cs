namespace P2PProver.Libp2p.Simulation;

/// <summary>How the links of a simulated network behave.</summary>
public sealed record SimulatedNetworkOptions
{
    /// <summary>The shortest time that bytes are under way.</summary>
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest time that bytes are under way, losses apart. Each link draws its own between the two.</summary>
    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>How likely a piece of <see cref="PieceBytesMax"/> is lost and sent again, in parts of a million.</summary>
    public int LossPerMillion { get; init; }

    /// <summary>How long a loss takes to be noticed; it doubles with each loss of the same piece.</summary>
    public TimeSpan RetransmissionAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes a second in each direction of each link.</summary>
    public long BandwidthBytes { get; init; } = 12_500_000;

    /// <summary>The most bytes of one direction that are sent and not yet read; a writer waits for room.</summary>
    public int InFlightBytesMax { get; init; } = 1024 * 1024;

    /// <summary>How long dialling somebody behind a partition takes to fail.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest piece that is lost, or not, as a whole.</summary>
    public int PieceBytesMax { get; init; } = 16 * 1024;
}
