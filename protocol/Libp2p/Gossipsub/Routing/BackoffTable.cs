using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>Which peers must not be grafted in a topic, and until when. Bounded; the entry that was made first makes room.</summary>
internal sealed class BackoffTable(int countMax)
{
    private readonly Dictionary<PeerId, (TimeSpan Since, TimeSpan Until)> _entries = [];
    private readonly Queue<PeerId> _order = new();

    public int Count => _entries.Count;

    /// <summary>Begins a back-off, or makes one longer, never shorter.</summary>
    public void Add(PeerId peer, TimeSpan now, TimeSpan duration)
    {
        if (_entries.TryGetValue(peer, out (TimeSpan Since, TimeSpan Until) known))
        {
            _entries[peer] = (now, now + duration > known.Until ? now + duration : known.Until);
            return;
        }

        while (_order.Count >= countMax)
        {
            _entries.Remove(_order.Dequeue());
        }

        _order.Enqueue(peer);
        _entries.Add(peer, (now, now + duration));
    }

    /// <summary>Whether a peer is still in back-off, and since when.</summary>
    public bool IsActive(PeerId peer, TimeSpan now, out TimeSpan since)
    {
        bool known = _entries.TryGetValue(peer, out (TimeSpan Since, TimeSpan Until) entry);
        since = entry.Since;
        return known && entry.Until > now;
    }

    /// <summary>Forgets what is over for longer than the slack.</summary>
    public void Expire(TimeSpan now, TimeSpan slack)
    {
        for (int left = _order.Count; left > 0; left--)
        {
            PeerId peer = _order.Dequeue();
            if (_entries.TryGetValue(peer, out (TimeSpan Since, TimeSpan Until) entry) && entry.Until + slack > now)
            {
                _order.Enqueue(peer);
            }
            else
            {
                _entries.Remove(peer);
            }
        }
    }
}
