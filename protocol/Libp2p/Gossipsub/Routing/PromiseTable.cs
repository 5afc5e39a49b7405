using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>
/// Messages that peers offered and were asked for: one of each request, drawn at random, must come in time from whoever it may be. Bounded by the requests
/// that a peer can provoke between two heartbeats.
/// </summary>
internal sealed class PromiseTable(TimeSpan timeout)
{
    private readonly Dictionary<MessageId, List<PeerId>> _promises = [];
    private readonly Queue<(TimeSpan Due, MessageId Id, PeerId Peer)> _order = new();

    public int Count => _promises.Count;

    public void Add(MessageId id, PeerId peer, TimeSpan now)
    {
        if (!_promises.TryGetValue(id, out List<PeerId>? peers))
        {
            _promises[id] = peers = [];
        }

        if (!peers.Contains(peer))
        {
            peers.Add(peer);
            _order.Enqueue((now + timeout, id, peer));
        }
    }

    /// <summary>The message came: nobody owes it any more.</summary>
    public void Fulfil(MessageId id) => _promises.Remove(id);

    /// <summary>Takes out who did not keep a promise in time, once for each promise.</summary>
    public List<PeerId> TakeBroken(TimeSpan now)
    {
        List<PeerId> broken = [];
        while (_order.TryPeek(out (TimeSpan Due, MessageId Id, PeerId Peer) oldest) && oldest.Due <= now)
        {
            _order.Dequeue();
            if (_promises.TryGetValue(oldest.Id, out List<PeerId>? peers) && peers.Remove(oldest.Peer))
            {
                broken.Add(oldest.Peer);
                if (peers.Count == 0)
                {
                    _promises.Remove(oldest.Id);
                }
            }
        }

        return broken;
    }
}
