using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Persistence;

/// <summary>
/// The peers that a node knows, also after a restart: it learns as an observer of the host and from signed records, and writes to disk now and then
/// and at the end. Several threads may use it.
/// </summary>
public sealed class PeerStore : IHostObserver, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _fileLock = new();
    private readonly Dictionary<PeerId, StoredPeer> _peers = [];
    private readonly PeerStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _isChanged;

    /// <summary>A store with the peers of its file, if there is one.</summary>
    public PeerStore(PeerStoreOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        if (options.Path is string path)
        {
            LoadOutcome = PeerStoreFile.Load(path, out IReadOnlyList<StoredPeer> peers);
            foreach (StoredPeer peer in peers.Take(options.PeersMax))
            {
                _peers[peer.Peer] = peer;
            }
        }

        _timer = time.CreateTimer(_ => Save(), state: null, options.SaveInterval, options.SaveInterval);
    }

    /// <summary>How reading the file went; <see cref="PeerStoreOutcome.Missing"/> where there is none.</summary>
    public PeerStoreOutcome LoadOutcome { get; } = PeerStoreOutcome.Missing;

    /// <summary>How the latest writing went.</summary>
    public PeerStoreOutcome SaveOutcome { get; private set; } = PeerStoreOutcome.Success;

    /// <summary>How many peers are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _peers.Count;
            }
        }
    }

    /// <summary>What is known of a peer; null if nothing is.</summary>
    public StoredPeer? Find(PeerId peer)
    {
        lock (_lock)
        {
            return _peers.GetValueOrDefault(peer);
        }
    }

    /// <summary>All peers, those seen last first and those known by hearsay at the end.</summary>
    public IReadOnlyList<StoredPeer> All()
    {
        lock (_lock)
        {
            return [.. _peers.Values.OrderByDescending(p => p.LastSeen ?? DateTimeOffset.MinValue).ThenBy(p => p.Peer)];
        }
    }

    /// <summary>Learns a signed record from untrusted bytes; false if it is none, or older than what is known.</summary>
    public bool Learn(ReadOnlyMemory<byte> envelope)
    {
        if (!PeerRecord.TryOpen(envelope.Span, out PeerRecord? record))
        {
            return false;
        }

        lock (_lock)
        {
            StoredPeer known = _peers.GetValueOrDefault(record.Peer) ?? new StoredPeer(record.Peer);
            if (!known.SignedRecord.IsEmpty && record.Sequence <= known.RecordSequence)
            {
                return false;
            }

            Put(WithRecord(known, record, envelope));
            return true;
        }
    }

    /// <summary>Forgets a peer, for instance one that was banned.</summary>
    public void Forget(PeerId peer)
    {
        lock (_lock)
        {
            _isChanged |= _peers.Remove(peer);
        }
    }

    /// <summary>Writes the file if anything changed.</summary>
    public PeerStoreOutcome Save()
    {
        // A file that could neither be read nor moved aside is not ours to replace.
        if (_options.Path is not string path || LoadOutcome is PeerStoreOutcome.AccessDenied or PeerStoreOutcome.IoFailed)
        {
            return LoadOutcome is PeerStoreOutcome.AccessDenied or PeerStoreOutcome.IoFailed ? LoadOutcome : PeerStoreOutcome.Success;
        }

        lock (_fileLock)
        {
            IReadOnlyList<StoredPeer> peers;
            lock (_lock)
            {
                if (!_isChanged)
                {
                    return SaveOutcome;
                }

                _isChanged = false;
                DateTimeOffset oldest = _time.GetUtcNow() - _options.AgeMax;
                peers = [.. All().Where(p => p.LastSeen is null || p.LastSeen >= oldest)];
            }

            SaveOutcome = PeerStoreFile.Save(path, peers);
            _isChanged |= SaveOutcome != PeerStoreOutcome.Success;
            return SaveOutcome;
        }
    }

    /// <inheritdoc/>
    public void OnConnected(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (_lock)
        {
            StoredPeer known = _peers.GetValueOrDefault(connection.RemotePeer) ?? new StoredPeer(connection.RemotePeer);

            // The address of a peer that came to us is not one that it listens on.
            IReadOnlyList<Multiaddr> addresses = connection.IsInbound ? known.Addresses : Merge([connection.RemoteAddress], known.Addresses);
            Put(known with { Key = connection.RemoteKey, Addresses = addresses, LastSeen = _time.GetUtcNow() });
        }
    }

    /// <inheritdoc/>
    public void OnDisconnected(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (_lock)
        {
            if (_peers.TryGetValue(connection.RemotePeer, out StoredPeer? known))
            {
                Put(known with { LastSeen = _time.GetUtcNow() });
            }
        }
    }

    /// <inheritdoc/>
    public void OnIdentified(PeerId peer, IdentifyMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_lock)
        {
            StoredPeer known = _peers.GetValueOrDefault(peer) ?? new StoredPeer(peer) { LastSeen = _time.GetUtcNow() };
            known = known with { Protocols = [.. message.Protocols.Take(StoredPeer.ProtocolsMax)] };
            bool isNew = PeerRecord.TryOpen(message.SignedPeerRecord.Span, out PeerRecord? record) && record.Peer == peer
                && (known.SignedRecord.IsEmpty || record.Sequence > known.RecordSequence);
            Put(isNew ? WithRecord(known, record!, message.SignedPeerRecord)
                : known with { Addresses = Merge(known.Addresses, message.ListenAddresses) });
        }
    }

    /// <inheritdoc/>
    public void OnHandlerFailed(string protocol, Exception exception)
    {
    }

    /// <summary>Writes what changed, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Save();
    }

    // An address that worked stays in front; what the record does not name any more goes.
    private static StoredPeer WithRecord(StoredPeer known, PeerRecord record, ReadOnlyMemory<byte> envelope) => known with
    {
        Addresses = Merge(known.LastSeen is null ? [] : [.. known.Addresses.Take(1)], record.Addresses.Select(a => a.WithoutPeer())),
        RecordSequence = record.Sequence,
        SignedRecord = envelope.Length <= StoredPeer.RecordBytesMax ? envelope.ToArray() : default,
    };

    private static IReadOnlyList<Multiaddr> Merge(IEnumerable<Multiaddr> first, IEnumerable<Multiaddr> second) =>
        [.. first.Concat(second).Distinct().Take(StoredPeer.AddressesMax)];

    // Under the lock.
    private void Put(StoredPeer peer)
    {
        _isChanged = true;
        if (_peers.Count >= _options.PeersMax && !_peers.ContainsKey(peer.Peer))
        {
            MakeRoom();
        }

        _peers[peer.Peer] = peer;
    }

    // A sixteenth at a time, so that a flood of records does not search the table each time.
    private void MakeRoom()
    {
        int goers = Math.Max(1, _options.PeersMax / 16);
        foreach (StoredPeer goer in _peers.Values.OrderBy(p => p.LastSeen ?? DateTimeOffset.MinValue).Take(goers).ToArray())
        {
            _peers.Remove(goer.Peer);
        }
    }
}
