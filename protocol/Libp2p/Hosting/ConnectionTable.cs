using System.Net;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Trimming;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Hosting;

/// <summary>
/// Who is connected, who may be, and what they use. Two connections with one peer, made at the same time from both sides, are legal; the oldest one
/// is used. Several threads may use it.
/// </summary>
internal sealed class ConnectionTable(HostOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, PeerEntry> _peers = [];
    private readonly Dictionary<IPAddress, int> _inboundByAddress = [];
    private readonly Dictionary<object, DateTimeOffset> _bans = [];
    private readonly Queue<object> _banOrder = new();
    private readonly ResourceScope _node = new(options.NodeLimits, null);
    private readonly List<PendingInbound> _pending = [];

    /// <summary>What all connections together use.</summary>
    public ResourceScope NodeScope => _node;

    public int PendingInbound
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>
    /// Counts a link that was accepted; null, with nothing counted, if it is one too many or its address is banned. When too many handshakes are
    /// under way, the address that has most of them loses its oldest to a newcomer from another one.
    /// </summary>
    public PendingInbound? TryBeginInbound(IPAddress? address)
    {
        lock (_lock)
        {
            int present = address is null ? 0 : _inboundByAddress.GetValueOrDefault(address);
            if (present >= options.InboundPerAddressMax || (address is not null && IsBanned(address)))
            {
                return null;
            }

            if (_pending.Count >= options.PendingInboundMax)
            {
                PendingInbound? goer = FindDisplaceable(address);
                if (goer is null)
                {
                    return null;
                }

                _pending.Remove(goer);
                goer.Displace();
            }

            if (address is not null)
            {
                _inboundByAddress[address] = present + 1;
            }

            PendingInbound pending = new(address);
            _pending.Add(pending);
            return pending;
        }
    }

    /// <summary>The handshakes of a link that was accepted are over.</summary>
    public void EndPending(PendingInbound pending)
    {
        lock (_lock)
        {
            _pending.Remove(pending);
            pending.Dispose();
        }
    }

    /// <summary>A link that was accepted is gone, before or after it became a connection.</summary>
    public void EndInbound(IPAddress? address)
    {
        lock (_lock)
        {
            if (address is not null && _inboundByAddress.TryGetValue(address, out int present))
            {
                _inboundByAddress[address] = present - 1;
                if (present == 1)
                {
                    _inboundByAddress.Remove(address);
                }
            }
        }
    }

    /// <summary>Opens the scope of a connection with a peer; null if a limit is reached or the peer is banned.</summary>
    public ResourceScope? TryAdmit(PeerId peer, bool isInbound)
    {
        lock (_lock)
        {
            if (IsBanned(peer))
            {
                return null;
            }

            PeerEntry entry = _peers.TryGetValue(peer, out PeerEntry? known) ? known : new PeerEntry(new ResourceScope(options.PeerLimits, _node));
            ResourceScope scope = new(options.ConnectionLimits, entry.Scope);
            if (!scope.TryTake(isInbound ? ResourceKind.InboundConnections : ResourceKind.OutboundConnections, 1))
            {
                return null;
            }

            entry.Count++;
            _peers[peer] = entry;
            return scope;
        }
    }

    public void Add(Connection connection)
    {
        lock (_lock)
        {
            _peers[connection.RemotePeer].Connections.Add(connection);
        }
    }

    public void Remove(Connection connection)
    {
        lock (_lock)
        {
            PeerEntry entry = _peers[connection.RemotePeer];
            entry.Connections.Remove(connection);
            if (--entry.Count == 0)
            {
                _peers.Remove(connection.RemotePeer);
                entry.Scope.Dispose();
            }
        }
    }

    /// <summary>The oldest connection with a peer that is not ending.</summary>
    public Connection? Find(PeerId peer)
    {
        lock (_lock)
        {
            return _peers.TryGetValue(peer, out PeerEntry? entry) ? entry.Connections.FirstOrDefault(c => !c.IsEnding) : null;
        }
    }

    public IReadOnlyList<Connection> All()
    {
        lock (_lock)
        {
            return [.. _peers.Values.SelectMany(p => p.Connections)];
        }
    }

    /// <summary>The connected peers, as trimming sees them.</summary>
    public IReadOnlyList<TrimCandidate> Candidates(PeerValues values)
    {
        lock (_lock)
        {
            return [.. _peers.Where(p => p.Value.Connections.Count > 0).Select(p => new TrimCandidate(
                p.Key,
                p.Value.Connections.Count,
                p.Value.Connections[0].OpenedAt,
                p.Value.Connections.TrueForAll(c => c.IsInbound),
                p.Value.Connections.Sum(c => c.StreamCount),
                values.ValueOf(p.Key),
                values.IsProtected(p.Key)))];
        }
    }

    /// <summary>Whether a peer id or an IP address is turned away now.</summary>
    public bool IsTurnedAway(object subject)
    {
        lock (_lock)
        {
            return IsBanned(subject);
        }
    }

    /// <summary>Turns a peer id or an IP address away for a while.</summary>
    public void Ban(object subject, TimeSpan duration)
    {
        lock (_lock)
        {
            while (_banOrder.Count >= options.BansMax)
            {
                _bans.Remove(_banOrder.Dequeue());
            }

            _bans[subject] = time.GetUtcNow() + duration;
            _banOrder.Enqueue(subject);
        }
    }

    public void Dispose() => _node.Dispose();

    // The oldest link of the address that has most, if that is more than one more than the newcomer's has: else both would only take turns.
    private PendingInbound? FindDisplaceable(IPAddress? newcomer)
    {
        IGrouping<IPAddress?, PendingInbound>? most = _pending.GroupBy(p => p.Address).MaxBy(g => g.Count());
        return most is not null && most.Count() > _pending.Count(p => Equals(p.Address, newcomer)) + 1 ? most.First() : null;
    }

    private bool IsBanned(object subject) => _bans.TryGetValue(subject, out DateTimeOffset until) && until > time.GetUtcNow();

    private sealed class PeerEntry(ResourceScope scope)
    {
        public ResourceScope Scope { get; } = scope;

        public List<Connection> Connections { get; } = [];

        public int Count { get; set; }
    }
}
