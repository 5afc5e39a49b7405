using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Bootstrap;

/// <summary>How a node finds its first peers, and new ones when it has too few.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Addresses of peers that are always there, with or without their peer id behind a name; dnsaddr names lead to many.</summary>
    public IReadOnlyList<Multiaddr> Addresses { get; init; } = [];

    /// <summary>Below so many connected peers, more are looked for.</summary>
    public int PeersMin { get; init; } = 8;

    /// <summary>How often that is looked at.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most peers that are dialled in one round.</summary>
    public int DialsPerRoundMax { get; init; } = 16;

    /// <summary>The most peers that are asked for others in one round.</summary>
    public int AskedPerRoundMax { get; init; } = 3;
}
