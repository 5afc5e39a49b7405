using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>
/// A search for the peers closest to a point, without I/O: it says whom to ask, is told the answers, and ends when the closest ones it knows have all
/// answered. What others say is bounded: so many candidates in all, so many peers asked. Not safe for several threads.
/// </summary>
public sealed class KadLookup
{
    private readonly KadOptions _options;
    private readonly PeerId _self;
    private readonly Dictionary<PeerId, Candidate> _candidates = [];
    private readonly List<Candidate> _order = [];
    private int _asked;
    private int _underWay;

    /// <summary>A lookup that begins with the peers of the own table.</summary>
    public KadLookup(KadKey target, PeerId self, IEnumerable<KadPeer> start, KadOptions options)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        Target = target;
        _self = self;
        _options = options;
        AddAll(start);
    }

    private enum State
    {
        New,
        Asked,
        Answered,
        Failed,
    }

    /// <summary>The point looked for.</summary>
    public KadKey Target { get; }

    /// <summary>Whether nobody is left to ask and nobody's answer is awaited.</summary>
    public bool IsFinished => _underWay == 0 && FindNext() is null;

    /// <summary>The peers that answered, the closest first, at most as many as a bucket holds.</summary>
    public IReadOnlyList<KadPeer> Result => [.. _order.Where(c => c.State == State.Answered).Take(_options.BucketSize).Select(c => c.Peer)];

    /// <summary>Takes the next peer to ask; null while enough are asked, and at the end.</summary>
    public KadPeer? TryTakeNext()
    {
        if (_underWay >= _options.Parallelism || FindNext() is not Candidate next)
        {
            return null;
        }

        next.State = State.Asked;
        _asked++;
        _underWay++;
        return next.Peer;
    }

    /// <summary>A peer that was asked answered with these.</summary>
    public void OnAnswer(PeerId peer, IEnumerable<KadPeer> closer)
    {
        ArgumentNullException.ThrowIfNull(closer);
        if (End(peer, State.Answered))
        {
            AddAll(closer.Take(_options.BucketSize));
        }
    }

    /// <summary>A peer that was asked did not answer.</summary>
    public void OnFailure(PeerId peer) => End(peer, State.Failed);

    /// <summary>What is known of a peer from the search so far; addresses by hearsay.</summary>
    public KadPeer? Find(PeerId peer) => _candidates.GetValueOrDefault(peer)?.Peer;

    private bool End(PeerId peer, State state)
    {
        bool wasAsked = _candidates.TryGetValue(peer, out Candidate? candidate) && candidate.State == State.Asked;
        if (wasAsked)
        {
            candidate!.State = state;
            _underWay--;
        }

        return wasAsked;
    }

    // The closest new one, unless as many as a bucket holds, all closer than it, have answered.
    private Candidate? FindNext()
    {
        if (_asked >= _options.LookupPeersMax)
        {
            return null;
        }

        int answered = 0;
        foreach (Candidate candidate in _order)
        {
            if (candidate.State == State.New)
            {
                return candidate;
            }

            if (candidate.State == State.Answered && ++answered == _options.BucketSize)
            {
                return null;
            }
        }

        return null;
    }

    private void AddAll(IEnumerable<KadPeer> peers)
    {
        foreach (KadPeer peer in peers)
        {
            if (peer.Peer != _self && peer.Addresses.Count > 0 && !_candidates.ContainsKey(peer.Peer))
            {
                Candidate candidate = new(peer);
                _candidates.Add(peer.Peer, candidate);
                int at = _order.BinarySearch(candidate, Comparer<Candidate>.Create((left, right) => Target.CompareDistance(left.Peer.Key, right.Peer.Key)));
                _order.Insert(at < 0 ? ~at : at, candidate);
            }
        }

        // The farthest that nobody asked go first; those that were asked are few.
        for (int i = _order.Count - 1; i >= 0 && _order.Count > 4 * _options.LookupPeersMax; i--)
        {
            if (_order[i].State == State.New)
            {
                _candidates.Remove(_order[i].Peer.Peer);
                _order.RemoveAt(i);
            }
        }
    }

    private sealed class Candidate(KadPeer peer)
    {
        public KadPeer Peer { get; } = peer;

        public State State { get; set; }
    }
}
