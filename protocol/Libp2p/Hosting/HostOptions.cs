using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Hosting.Trimming;

namespace P2PProver.Libp2p.Hosting;

/// <summary>The bounds of a host.</summary>
public sealed record HostOptions
{
    /// <summary>The bounds of each connection.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    /// <summary>What all connections together may use.</summary>
    public ResourceLimits NodeLimits { get; init; } = ResourceLimits.Node;

    /// <summary>What the connections with one peer may use.</summary>
    public ResourceLimits PeerLimits { get; init; } = ResourceLimits.Peer;

    /// <summary>What one connection may use.</summary>
    public ResourceLimits ConnectionLimits { get; init; } = ResourceLimits.Connection;

    /// <summary>How many connections are kept, and which are given up.</summary>
    public TrimOptions Trim { get; init; } = new();

    /// <summary>What offences cost.</summary>
    public PenaltyOptions Penalties { get; init; } = new();

    /// <summary>The most accepted links whose handshakes are not done; a newcomer then displaces one of the busiest address, or is closed.</summary>
    public int PendingInboundMax { get; init; } = 64;

    /// <summary>The most connections that others make from one IP address, pending ones included.</summary>
    public int InboundPerAddressMax { get; init; } = 16;

    /// <summary>The most peers and addresses that are banned at a time; the oldest ban makes room.</summary>
    public int BansMax { get; init; } = 4096;

    /// <summary>The most peers that are being dialled.</summary>
    public int DialsMax { get; init; } = 64;

    /// <summary>The most addresses of one peer that are tried.</summary>
    public int DialAddressesMax { get; init; } = 8;

    /// <summary>How long one address may take until the next is tried beside it.</summary>
    public TimeSpan DialStagger { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long dialling a peer may take, over all addresses and with handshakes.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an address rests after its first failure; each further one doubles it.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an address rests at most.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most addresses that rest; the oldest makes room.</summary>
    public int BackoffEntriesMax { get; init; } = 4096;

    /// <summary>The most peers whose identify message is kept; the oldest makes room.</summary>
    public int PeersMax { get; init; } = 4096;

    /// <summary>How long identify and other short exchanges may take.</summary>
    public TimeSpan ExchangeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most protocols that are served.</summary>
    public int ProtocolsMax { get; init; } = 64;

    /// <summary>The family of protocols that identify names.</summary>
    public string ProtocolVersion { get; init; } = "p2pprover/1";

    /// <summary>The program that identify names.</summary>
    public string AgentVersion { get; init; } = "p2pprover";
}
