using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Hosting.Trimming;

/// <summary>
/// What protocols say about the worth of a peer's connections: reasons to keep it whatever comes, and values that add up. Bounded; what does not
/// fit is not kept. Several threads may use it.
/// </summary>
public sealed class PeerValues(TrimOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, Entry> _peers = [];

    /// <summary>How many peers have an entry.</summary>
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

    /// <summary>Keeps a peer's connections for a reason, which <see cref="Unprotect"/> names again; false if there is no room.</summary>
    public bool Protect(PeerId peer, string reason)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            Entry? entry = FindOrAdd(peer);
            return entry is not null && (entry.Protections.Contains(reason) || (entry.Protections.Count < options.ReasonsMax && entry.Protections.Add(reason)));
        }
    }

    /// <summary>Takes a reason back.</summary>
    public void Unprotect(PeerId peer, string reason)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            if (_peers.TryGetValue(peer, out Entry? entry))
            {
                entry.Protections.Remove(reason);
                RemoveIfEmpty(peer, entry);
            }
        }
    }

    /// <summary>Whether there is any reason to keep a peer.</summary>
    public bool IsProtected(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            return _peers.TryGetValue(peer, out Entry? entry) && entry.Protections.Count > 0;
        }
    }

    /// <summary>Sets how useful a peer is for one reason, in place of what was set before; 0 takes it back; false if there is no room.</summary>
    public bool SetValue(PeerId peer, string reason, int value)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            if (value == 0)
            {
                if (_peers.TryGetValue(peer, out Entry? known) && known.Values.Remove(reason))
                {
                    RemoveIfEmpty(peer, known);
                }

                return true;
            }

            Entry? entry = FindOrAdd(peer);
            if (entry is null || (entry.Values.Count >= options.ReasonsMax && !entry.Values.ContainsKey(reason)))
            {
                return false;
            }

            entry.Values[reason] = value;
            return true;
        }
    }

    /// <summary>The sum of a peer's values.</summary>
    public long ValueOf(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            return _peers.TryGetValue(peer, out Entry? entry) ? entry.Values.Values.Sum(v => (long)v) : 0;
        }
    }

    /// <summary>A peer is gone: its values are forgotten, its protections stay.</summary>
    internal void Forget(PeerId peer)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue(peer, out Entry? entry))
            {
                entry.Values.Clear();
                RemoveIfEmpty(peer, entry);
            }
        }
    }

    private Entry? FindOrAdd(PeerId peer)
    {
        if (!_peers.TryGetValue(peer, out Entry? entry) && _peers.Count < options.PeersMax)
        {
            entry = new Entry();
            _peers.Add(peer, entry);
        }

        return entry;
    }

    private void RemoveIfEmpty(PeerId peer, Entry entry)
    {
        if (entry.Protections.Count == 0 && entry.Values.Count == 0)
        {
            _peers.Remove(peer);
        }
    }

    private sealed class Entry
    {
        public HashSet<string> Protections { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Values { get; } = new(StringComparer.Ordinal);
    }
}
