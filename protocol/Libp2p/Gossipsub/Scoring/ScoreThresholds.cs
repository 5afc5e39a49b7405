namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>What a score means (gossipsub v1.1, score thresholds).</summary>
public sealed record ScoreThresholds
{
    /// <summary>Below, a peer gets no gossip and its gossip is not heard.</summary>
    public double Gossip { get; init; } = -10;

    /// <summary>Below, a peer does not get what we publish ourselves. At most <see cref="Gossip"/>.</summary>
    public double Publish { get; init; } = -50;

    /// <summary>Below, nothing but subscriptions is heard. At most <see cref="Publish"/>.</summary>
    public double Graylist { get; init; } = -80;

    /// <summary>From here on, peers that are named in a PRUNE are dialled. Only bootstrappers should reach it.</summary>
    public double AcceptPeers { get; init; } = 10;

    /// <summary>A mesh whose median is below looks for better peers.</summary>
    public double OpportunisticGraft { get; init; } = 1;

    /// <summary>Refuses what is no number, has the wrong sign or the wrong order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused; its name is that of the parameter.</exception>
    public void Validate()
    {
        OptionChecks.NotPositive(Gossip);
        OptionChecks.NotPositive(Publish);
        OptionChecks.AtMost(Publish, Gossip);
        OptionChecks.NotPositive(Graylist);
        OptionChecks.AtMost(Graylist, Publish);
        OptionChecks.NotNegative(AcceptPeers);
        OptionChecks.NotNegative(OpportunisticGraft);
    }
}
