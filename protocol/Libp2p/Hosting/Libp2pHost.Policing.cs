using System.Net;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Hosting.Trimming;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Hosting;

/// <content>Which connections go: surplus ones, those of offenders, those of the banned.</content>
public sealed partial class Libp2pHost
{
    private readonly PenaltyLedger _penalties;

    /// <summary>Closes all connections with a peer, and turns it away for a while.</summary>
    public void Ban(PeerId peer, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _table.Ban(peer, duration);
        Metrics.OnBan(isPeer: true);
        CloseWhere(c => c.RemotePeer == peer);
    }

    /// <summary>Closes all connections that were made from an IP address, and turns it away for a while.</summary>
    public void Ban(IPAddress address, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(address);
        _table.Ban(address, duration);
        Metrics.OnBan(isPeer: false);
        CloseWhere(c => c.IsInbound && address.Equals(c.RemoteAddress.GetIPAddress()));
    }

    /// <summary>Whether a peer is turned away now.</summary>
    public bool IsBanned(PeerId peer) => _table.IsTurnedAway(peer);

    /// <summary>Whether an IP address is turned away now.</summary>
    public bool IsBanned(IPAddress address) => _table.IsTurnedAway(address);

    /// <summary>
    /// Holds an offence against the peer of a connection and, if it came to us, its address; enough of them lead to a ban. Protocols call this for
    /// what only a faulty or hostile peer does.
    /// </summary>
    public void Report(Connection connection, Offence offence)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Metrics.OnOffence(offence);
        bool reached;
        lock (_lock)
        {
            reached = _penalties.Add(connection.RemotePeer, PenaltyOptions.PointsOf(offence), _options.Penalties.PeerThreshold);
        }

        if (reached)
        {
            Ban(connection.RemotePeer, _options.Penalties.Ban);
        }

        if (connection.IsInbound && connection.RemoteAddress.GetIPAddress() is IPAddress address)
        {
            ReportAddress(address, offence);
        }
    }

    /// <summary>The points that are held against a peer now.</summary>
    public double PenaltyOf(PeerId peer)
    {
        lock (_lock)
        {
            return _penalties.PointsOf(peer);
        }
    }

    private static Offence? OffenceOf(UpgradeResult result) => result switch
    {
        { Fault: UpgradeFault.TimedOut } => Offence.SlowHandshake,
        { Fault: UpgradeFault.Noise, NoiseFault: not NoiseFault.UnexpectedPeer } or { Fault: UpgradeFault.Malformed } => Offence.BadHandshake,
        _ => null,
    };

    private static Offence? OffenceOf(Connection connection) => connection.Fault switch
    {
        _ when connection.HasBadCiphertext => Offence.BadCiphertext,
        YamuxFault.MalformedFrame or YamuxFault.StreamNumber or YamuxFault.WindowExceeded or YamuxFault.WindowOverflow => Offence.BadFrame,
        YamuxFault.Flood => Offence.Flood,
        _ => null,
    };

    // Who shares a machine with an offender shares no blame: the loopback address is exempt.
    private void ReportAddress(IPAddress address, Offence offence)
    {
        bool reached = false;
        if (!IPAddress.IsLoopback(address))
        {
            lock (_lock)
            {
                reached = _penalties.Add(address, PenaltyOptions.PointsOf(offence), _options.Penalties.AddressThreshold);
            }
        }

        if (reached)
        {
            Ban(address, _options.Penalties.Ban);
        }
    }

    private void Trim()
    {
        if (Resources.Used(ResourceKind.InboundConnections) + Resources.Used(ResourceKind.OutboundConnections) <= _options.Trim.HighWater)
        {
            return;
        }

        foreach (TrimCandidate peer in TrimPolicy.Choose(_table.Candidates(Values), _options.Trim, _time.GetUtcNow()))
        {
            Metrics.OnTrimmed(peer.Connections);
            CloseWhere(c => c.RemotePeer == peer.Peer);
        }
    }

    private void CloseWhere(Predicate<Connection> goes)
    {
        foreach (Connection connection in _table.All().Where(c => goes(c)))
        {
            connection.Close();
        }
    }
}
