using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Hosting;

/// <summary>What peers said about themselves. Bounded; the oldest entry makes room. Several threads may use it.</summary>
public sealed class PeerBook(int peersMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, IdentifyMessage> _messages = [];
    private readonly Queue<PeerId> _order = new();

    /// <summary>How many peers are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>What a peer said last; null if nothing is known.</summary>
    public IdentifyMessage? Find(PeerId peer)
    {
        lock (_lock)
        {
            return _messages.GetValueOrDefault(peer);
        }
    }

    /// <summary>Adds what a peer says to what it said before, and returns all of it.</summary>
    internal IdentifyMessage Merge(PeerId peer, IdentifyMessage message)
    {
        lock (_lock)
        {
            if (_messages.TryGetValue(peer, out IdentifyMessage? known))
            {
                return _messages[peer] = known.Merge(message);
            }

            while (_order.Count >= peersMax)
            {
                _messages.Remove(_order.Dequeue());
            }

            _order.Enqueue(peer);
            return _messages[peer] = message;
        }
    }
}
