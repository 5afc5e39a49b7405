using System.Net;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>
/// How peers are scored (gossipsub v1.1): the topics, each with its own parameters, then what concerns a peer as a whole. Topics without
/// parameters do not count.
/// </summary>
public sealed record ScoreOptions
{
    /// <summary>The most that all topics together count; 0 for no bound.</summary>
    public double TopicScoreCap { get; init; } = 100;

    /// <summary>P5, what the application thinks; called once a heartbeat for each peer, and must be quick. No number counts as 0.</summary>
    public Func<PeerId, double>? ApplicationScore { get; init; }

    /// <summary>The weight of P5: not negative.</summary>
    public double ApplicationWeight { get; init; } = 1;

    /// <summary>P6, peers that share an IP address: not positive.</summary>
    public double AddressWeight { get; init; } = -10;

    /// <summary>How many peers may share an address; what is above is squared.</summary>
    public int AddressThreshold { get; init; } = 8;

    /// <summary>Addresses that P6 leaves out.</summary>
    public Predicate<IPAddress>? AddressAllowed { get; init; }

    /// <summary>P7, breaches of the protocol: not positive.</summary>
    public double BehaviourWeight { get; init; } = -10;

    /// <summary>How many breaches are free; what is above is squared.</summary>
    public double BehaviourThreshold { get; init; } = 6;

    /// <summary>What is left of P7 after each decay.</summary>
    public double BehaviourDecay { get; init; } = 0.99;

    /// <summary>For messages that a peer was too slow to take: not positive.</summary>
    public double SlowPeerWeight { get; init; } = -0.2;

    /// <summary>How many such messages are free.</summary>
    public double SlowPeerThreshold { get; init; } = 64;

    /// <summary>What is left of them after each decay.</summary>
    public double SlowPeerDecay { get; init; } = 0.9;

    /// <summary>How often counters decay.</summary>
    public TimeSpan DecayInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Below this a counter is 0.</summary>
    public double DecayToZero { get; init; } = 0.01;

    /// <summary>How long a bad score outlives the connection. Good ones end with it.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most scores that are kept of peers that are gone; the oldest makes room.</summary>
    public int RetainedMax { get; init; } = 4096;

    /// <summary>The decay for a counter of 1 to reach <see cref="DecayToZero"/> in so much time.</summary>
    public double DecayFor(TimeSpan time) => Math.Pow(DecayToZero, DecayInterval / time);

    /// <summary>Refuses what is no number, has the wrong sign, or makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused; its name is that of the parameter.</exception>
    public void Validate()
    {
        OptionChecks.NotNegative(TopicScoreCap);
        OptionChecks.NotNegative(ApplicationWeight);
        OptionChecks.NotPositive(AddressWeight);
        OptionChecks.AtLeast(AddressThreshold, 1);
        OptionChecks.NotPositive(BehaviourWeight);
        OptionChecks.NotNegative(BehaviourThreshold);
        OptionChecks.Fraction(BehaviourDecay);
        OptionChecks.NotPositive(SlowPeerWeight);
        OptionChecks.NotNegative(SlowPeerThreshold);
        OptionChecks.Fraction(SlowPeerDecay);
        OptionChecks.Positive(DecayInterval);
        OptionChecks.Fraction(DecayToZero);
        OptionChecks.NotNegative(Retention);
        OptionChecks.NotNegative(RetainedMax);
    }
}
