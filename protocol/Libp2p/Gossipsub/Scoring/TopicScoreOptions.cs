namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>
/// How a topic counts in the score of a peer (gossipsub v1.1, peer scoring). A weight of 0 switches a part off; that is the default of all, so that a
/// topic counts only as far as somebody thought about it.
/// </summary>
public sealed record TopicScoreOptions
{
    /// <summary>What the sum of the parts is multiplied with.</summary>
    public double TopicWeight { get; init; } = 1;

    /// <summary>P1, time in the mesh: not negative.</summary>
    public double TimeInMeshWeight { get; init; }

    /// <summary>The time that counts as one.</summary>
    public TimeSpan TimeInMeshQuantum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most that P1 counts, before its weight.</summary>
    public double TimeInMeshCap { get; init; } = 3600;

    /// <summary>P2, messages that the peer delivered first: not negative.</summary>
    public double FirstDeliveriesWeight { get; init; }

    /// <summary>What is left of P2 after each decay.</summary>
    public double FirstDeliveriesDecay { get; init; } = 0.5;

    /// <summary>The most that P2 counts, before its weight.</summary>
    public double FirstDeliveriesCap { get; init; } = 100;

    /// <summary>P3, fewer deliveries in the mesh than expected: not positive. Off unless the rate of the topic is known: quiet topics punish everybody.</summary>
    public double MeshDeliveriesWeight { get; init; }

    /// <summary>What is left of the deliveries after each decay.</summary>
    public double MeshDeliveriesDecay { get; init; } = 0.5;

    /// <summary>The most deliveries that are counted.</summary>
    public double MeshDeliveriesCap { get; init; } = 100;

    /// <summary>The deliveries that are expected.</summary>
    public double MeshDeliveriesThreshold { get; init; } = 1;

    /// <summary>How long after the first copy was accepted another copy still counts.</summary>
    public TimeSpan MeshDeliveriesWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a peer must be in the mesh before it is measured.</summary>
    public TimeSpan MeshDeliveriesActivation { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>P3b, deficits with which peers left the mesh: not positive.</summary>
    public double MeshFailureWeight { get; init; }

    /// <summary>What is left of P3b after each decay.</summary>
    public double MeshFailureDecay { get; init; } = 0.5;

    /// <summary>P4, invalid messages: not positive.</summary>
    public double InvalidMessagesWeight { get; init; }

    /// <summary>What is left of P4 after each decay.</summary>
    public double InvalidMessagesDecay { get; init; } = 0.5;

    /// <summary>Refuses what is no number, has the wrong sign, or makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused; its name is that of the parameter.</exception>
    public void Validate()
    {
        OptionChecks.NotNegative(TopicWeight);
        OptionChecks.NotNegative(TimeInMeshWeight);
        OptionChecks.Positive(TimeInMeshQuantum);
        OptionChecks.Positive(TimeInMeshCap);
        OptionChecks.NotNegative(FirstDeliveriesWeight);
        OptionChecks.Fraction(FirstDeliveriesDecay);
        OptionChecks.Positive(FirstDeliveriesCap);
        OptionChecks.NotPositive(MeshDeliveriesWeight);
        OptionChecks.Fraction(MeshDeliveriesDecay);
        OptionChecks.Positive(MeshDeliveriesCap);
        OptionChecks.Positive(MeshDeliveriesThreshold);
        OptionChecks.AtMost(MeshDeliveriesThreshold, MeshDeliveriesCap);
        OptionChecks.NotNegative(MeshDeliveriesWindow);
        OptionChecks.NotNegative(MeshDeliveriesActivation);
        OptionChecks.NotPositive(MeshFailureWeight);
        OptionChecks.Fraction(MeshFailureDecay);
        OptionChecks.NotPositive(InvalidMessagesWeight);
        OptionChecks.Fraction(InvalidMessagesDecay);
    }
}
