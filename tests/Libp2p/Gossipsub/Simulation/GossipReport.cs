namespace P2PProver.Libp2p.Tests.Gossipsub.Simulation;

/// <summary>What came of a simulation, counted at honest nodes.</summary>
internal sealed record GossipReport
{
    public required int Published { get; init; }

    public required long Expected { get; init; }

    public required long Delivered { get; init; }

    public required TimeSpan Median { get; init; }

    public required TimeSpan P99 { get; init; }

    /// <summary>The part of all messages of others that the victim got.</summary>
    public required double AtVictim { get; init; }

    /// <summary>The part of deliveries of the victim's messages that happened.</summary>
    public required double FromVictim { get; init; }

    /// <summary>Copies for each delivery.</summary>
    public required double Copies { get; init; }

    public required long Events { get; init; }

    /// <summary>Stands for all that happened at all nodes, in order.</summary>
    public required ulong TraceHash { get; init; }

    public double Ratio => (double)Delivered / Expected;

    public override string ToString() =>
        $"{Published} messages, delivered {Ratio:P3}, median {Median.TotalMilliseconds:F0} ms, p99 {P99.TotalMilliseconds:F0} ms, "
        + $"{Copies:F2} copies, at the victim {AtVictim:P2}, from the victim {FromVictim:P2}, {Events} events, trace {TraceHash:x16}";
}
