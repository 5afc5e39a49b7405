namespace P2PProver.Libp2p.Hosting.Penalties;

/// <summary>What offences cost, and when they lead to a ban.</summary>
public sealed record PenaltyOptions
{
    /// <summary>The points at which a peer is banned.</summary>
    public double PeerThreshold { get; init; } = 100;

    /// <summary>
    /// The points at which an IP address is banned; far more than for a peer, since many peers may share an address, and few enough that new keys
    /// do not help an attacker for long. The loopback address is never banned.
    /// </summary>
    public double AddressThreshold { get; init; } = 400;

    /// <summary>How long it takes until half of the points are forgotten.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a ban lasts.</summary>
    public TimeSpan Ban { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most peers and addresses with points; the one with the fewest makes room.</summary>
    public int EntriesMax { get; init; } = 4096;

    /// <summary>The points of an offence.</summary>
    public static double PointsOf(Offence offence) => offence switch
    {
        Offence.BadFrame or Offence.Flood => 50,
        Offence.BadMessage => 25,
        Offence.BadHandshake or Offence.SlowHandshake or Offence.BadCiphertext => 10,
        _ => 2,
    };
}
