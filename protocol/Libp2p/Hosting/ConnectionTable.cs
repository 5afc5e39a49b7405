using System.Net;
using P2PProver.Libp2p.Connections;
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
    private int _pendingInbound;

    /// <summary>What all connections together use.</summary>
    public ResourceScope NodeScope => _node;

    public int PendingInbound
    {
        get
        {
            lock (_lock)
            {
                return _pendingInbound;
            }
        }
    }

    /// <summary>Counts a link that was accepted; false, with nothing counted, if it is one too many or its address is banned.</summary>
    public bool TryBeginInbound(IPAddress? address)
    {
        lock (_lock)
        {
            if (_pendingInbound >= options.PendingInboundMax)
            {
                return false;
            }

            if (address is not null)
            {
                int present = _inboundByAddress.GetValueOrDefault(address);
                if (present >= options.InboundPerAddressMax || IsBanned(address))
                {
                    return false;
                }

                _inboundByAddress[address] = present + 1;
            }

            _pendingInbound++;
            return true;
        }
    }

    /// <summary>The handshakes of a link that was accepted are over.</summary>
    public void EndPending()
    {
        lock (_lock)
        {
            _pendingInbound--;
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

    private bool IsBanned(object subject) => _bans.TryGetValue(subject, out DateTimeOffset until) && until > time.GetUtcNow();

    private sealed class PeerEntry(ResourceScope scope)
    {
        public ResourceScope Scope { get; } = scope;

        public List<Connection> Connections { get; } = [];

        public int Count { get; set; }
    }
}
