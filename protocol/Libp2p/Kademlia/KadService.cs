using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Requests;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>
/// Peer routing at a host: enters peers that serve the protocol into the table, answers others, and finds peers by asking. The driver of
/// <see cref="RoutingTable"/> and <see cref="KadLookup"/>. Several threads may use it.
/// </summary>
public sealed partial class KadService : IHostObserver
{
    private const int RateKeysMax = 4096;
    private const string ValueReason = "kad";
    private const int TableValue = 5;

    private readonly Lock _lock = new();
    private readonly Libp2pHost _host;
    private readonly KadOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly RoutingTable _table;
    private readonly RateLimiter<PeerId> _rates;

    /// <summary>Peer routing at a host.</summary>
    /// <param name="host">The host; the service observes it and, if the options say so, serves the protocol.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Chooses the keys that refreshing looks for.</param>
    public KadService(Libp2pHost host, KadOptions options, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _host = host;
        _options = options;
        _time = time;
        _random = random;
        _table = new RoutingTable(host.Id, options);
        _rates = new RateLimiter<PeerId>(options.Burst, options.RefillInterval, RateKeysMax, time);
        host.Metrics.ShowTable(() => TableCount);
        host.Observe(this);
        if (options.ServesOthers)
        {
            host.Handle(options.ProtocolId, ServeAsync);
        }
    }

    /// <summary>How many peers the table holds.</summary>
    public int TableCount
    {
        get
        {
            lock (_lock)
            {
                return _table.Count;
            }
        }
    }

    /// <summary>The peers of the table that are closest to a key.</summary>
    public IReadOnlyList<KadPeer> Closest(KadKey key)
    {
        lock (_lock)
        {
            return _table.Closest(key, _options.BucketSize);
        }
    }

    /// <inheritdoc/>
    public void OnConnected(Connection connection)
    {
    }

    /// <inheritdoc/>
    public void OnDisconnected(Connection connection)
    {
    }

    /// <summary>Enters a peer that serves the protocol, and removes one that no longer does.</summary>
    public void OnIdentified(PeerId peer, IdentifyMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        bool isInTable = false;
        bool serves = message.Protocols.Contains(_options.ProtocolId, StringComparer.Ordinal);
        lock (_lock)
        {
            if (serves)
            {
                isInTable = _table.Offer(new KadPeer(peer, Addresses(message)), _time.GetUtcNow()) is TableOutcome.Added or TableOutcome.Updated;
            }
            else
            {
                _table.Remove(peer);
            }
        }

        // Asking a peer that is connected already is cheap, so those of the table are worth keeping.
        _host.Values.SetValue(peer, ValueReason, isInTable ? TableValue : 0);
    }

    /// <inheritdoc/>
    public void OnHandlerFailed(string protocol, Exception exception)
    {
    }

    private static IReadOnlyList<Multiaddr> Addresses(IdentifyMessage message) =>
        PeerRecord.TryOpen(message.SignedPeerRecord.Span, out PeerRecord? record) && record.Addresses.Count > 0
            ? [.. record.Addresses.Select(a => a.WithoutPeer())]
            : message.ListenAddresses;
}
