namespace P2PProver.Testnet.Simulation.Adversaries;

/// <summary>Who misbehaves, and how. Plain data.</summary>
public sealed record AdversaryOptions
{
    /// <summary>The share of nodes that are dishonest.</summary>
    public double Share { get; init; }

    /// <summary>What dishonest nodes do, all of them the same; one honest node is left at least.</summary>
    public Behaviours Behaviours { get; init; }

    /// <summary>Whether each dishonest node does only one of these, in turn.</summary>
    public bool OneEach { get; init; }

    /// <summary>The node that censors and excluders work against; -1 for none. It is honest and never dies.</summary>
    public int Victim { get; init; } = -1;

    /// <summary>Whether the dishonest nodes are the victim's only peers.</summary>
    public bool EclipseVictim { get; init; }

    /// <summary>When an eclipsed victim finds honest peers by its own discovery; null for never.</summary>
    public TimeSpan? EclipseEnds { get; init; }

    /// <summary>Spam messages per second and spamming node.</summary>
    public double SpamPerSecond { get; init; } = 20;
}
