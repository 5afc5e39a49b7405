using System.Net;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>What one peer did. Outlives its connection if it was bad.</summary>
internal sealed class PeerScore(PeerId peer, ScoreOptions options)
{
    private readonly Dictionary<string, TopicScore> _topics = new(StringComparer.Ordinal);
    private double _behaviour;
    private double _slow;
    private double _application;
    private double _value;
    private bool _isStale = true;

    public PeerId Peer => peer;

    public bool IsConnected { get; set; }

    /// <summary>Until when the score is kept after the peer has gone.</summary>
    public TimeSpan RetainedUntil { get; set; }

    public IPAddress? Address { get; set; }

    /// <summary>How many connected peers have the same address; null if that does not count.</summary>
    public AddressGroup? Group { get; set; }

    /// <summary>Whether the peer did nothing wrong that is not forgotten.</summary>
    public bool IsClean => _behaviour == 0 && _slow == 0 && _topics.Values.All(t => t.IsClean);

    /// <summary>The score. Parts that need the clock are as of the latest <see cref="Refresh"/>.</summary>
    public double Value
    {
        get
        {
            if (_isStale)
            {
                _value = Compute();
                _isStale = false;
            }

            int surplus = (Group?.Count ?? 0) - options.AddressThreshold;
            return surplus > 0 ? _value + ((double)surplus * surplus * options.AddressWeight) : _value;
        }
    }

    /// <summary>What the peer did in a topic; null if the topic does not count.</summary>
    public TopicScore? In(string topic, TopicScoreOptions? topicOptions)
    {
        if (!_topics.TryGetValue(topic, out TopicScore? score) && topicOptions is not null)
        {
            _topics[topic] = score = new TopicScore(topicOptions);
        }

        _isStale = true;
        return score;
    }

    public void Forget(string topic)
    {
        _topics.Remove(topic);
        _isStale = true;
    }

    public void OnBreach(double count)
    {
        _behaviour += count;
        _isStale = true;
    }

    public void OnSlow()
    {
        _slow++;
        _isStale = true;
    }

    public void OnDisconnected()
    {
        foreach (TopicScore topic in _topics.Values)
        {
            topic.OnDisconnected();
        }

        _isStale = true;
    }

    public void Refresh(TimeSpan now)
    {
        double application = options.ApplicationScore?.Invoke(peer) ?? 0;
        _application = double.IsFinite(application) ? application : 0;
        foreach (TopicScore topic in _topics.Values)
        {
            topic.Refresh(now);
        }

        _isStale = true;
    }

    public void Decay()
    {
        foreach (TopicScore topic in _topics.Values)
        {
            topic.Decay(options.DecayToZero);
        }

        _behaviour = TopicScore.Decayed(_behaviour, options.BehaviourDecay, options.DecayToZero);
        _slow = TopicScore.Decayed(_slow, options.SlowPeerDecay, options.DecayToZero);
        _isStale = true;
    }

    private double Compute()
    {
        double sum = 0;
        foreach (TopicScore topic in _topics.Values)
        {
            sum += topic.Value();
        }

        if (options.TopicScoreCap > 0)
        {
            sum = Math.Min(sum, options.TopicScoreCap);
        }

        sum += _application * options.ApplicationWeight;
        double breaches = Math.Max(0, _behaviour - options.BehaviourThreshold);
        sum += breaches * breaches * options.BehaviourWeight;
        return sum + (Math.Max(0, _slow - options.SlowPeerThreshold) * options.SlowPeerWeight);
    }
}
