using System.Net;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>The scores of all peers that are connected, and for a while of bad ones that were. A state machine; the owner says what time it is.</summary>
internal sealed class ScoreBook
{
    private readonly ScoreOptions _options;
    private readonly Dictionary<PeerId, PeerScore> _scores = [];
    private readonly Queue<PeerScore> _retained = new();
    private readonly Dictionary<IPAddress, AddressGroup> _addresses = [];
    private TimeSpan _lastDecay;

    public ScoreBook(ScoreOptions options)
    {
        options.Validate();
        _options = options;
    }

    public int Count => _scores.Count;

    public PeerScore? Find(PeerId peer) => _scores.GetValueOrDefault(peer);

    /// <summary>The score of a peer that has come, with what is remembered of it.</summary>
    public PeerScore Connect(PeerId peer, IPAddress? address, TimeSpan now)
    {
        if (!_scores.TryGetValue(peer, out PeerScore? score))
        {
            score = new PeerScore(peer, _options);
            _scores[peer] = score;
        }

        score.IsConnected = true;
        score.Address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        if (score.Address is not null && _options.AddressAllowed?.Invoke(score.Address) != true)
        {
            if (!_addresses.TryGetValue(score.Address, out AddressGroup? group))
            {
                _addresses[score.Address] = group = new AddressGroup();
            }

            group.Count++;
            score.Group = group;
        }

        score.Refresh(now);
        return score;
    }

    /// <summary>A peer has gone. What it did wrong is kept, even if it was forgiven so far; what it did well is not, or somebody could store it up.</summary>
    public void Disconnect(PeerScore score, TimeSpan now)
    {
        score.IsConnected = false;
        score.OnDisconnected();
        if (score.Group is AddressGroup group && --group.Count == 0)
        {
            _addresses.Remove(score.Address!);
        }

        score.Group = null;
        if (score.IsClean || _options.Retention == TimeSpan.Zero || _options.RetainedMax == 0)
        {
            _scores.Remove(score.Peer);
            return;
        }

        score.RetainedUntil = now + _options.Retention;
        _retained.Enqueue(score);
        while (_retained.Count > _options.RetainedMax)
        {
            Drop(_retained.Dequeue());
        }
    }

    /// <summary>Brings the parts of all scores that need the clock up to date, and lets counters decay where it is time.</summary>
    public void Refresh(TimeSpan now)
    {
        while (_retained.TryPeek(out PeerScore? oldest) && (oldest.RetainedUntil <= now || oldest.IsConnected))
        {
            Drop(_retained.Dequeue());
        }

        // A clock that jumps far ahead owes no more decays than leave nothing.
        int decays = (int)Math.Min((now - _lastDecay) / _options.DecayInterval, 10_000);
        _lastDecay = decays < 10_000 ? _lastDecay + (decays * _options.DecayInterval) : now;
        foreach (PeerScore score in _scores.Values)
        {
            if (score.IsConnected)
            {
                for (int i = 0; i < decays; i++)
                {
                    score.Decay();
                }

                score.Refresh(now);
            }
        }
    }

    public void Forget(string topic)
    {
        foreach (PeerScore score in _scores.Values)
        {
            score.Forget(topic);
        }
    }

    // A peer that came back, or came back and left again, has a later entry, or none.
    private void Drop(PeerScore score)
    {
        if (!score.IsConnected && !_retained.Contains(score))
        {
            _scores.Remove(score.Peer);
        }
    }
}
