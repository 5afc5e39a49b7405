using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;

namespace P2PProver.Libp2p.Tests.Gossipsub.Simulation;

/// <summary>A simulated mesh; options and seed are all it depends on.</summary>
internal sealed record GossipWorldOptions
{
    public int Honest { get; init; } = 200;

    public int Hostile { get; init; }

    /// <summary>How many honest nodes each honest node dials.</summary>
    public int Dials { get; init; } = 10;

    /// <summary>How many honest nodes each hostile node dials, unless all dial the victim alone.</summary>
    public int HostileDials { get; init; } = 40;

    /// <summary>Whether hostile nodes dial the victim only, node 0.</summary>
    public bool HostileDialVictimOnly { get; init; }

    public int LatencyMinMs { get; init; } = 10;

    public int LatencyMaxMs { get; init; } = 100;

    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When the first message is published.</summary>
    public TimeSpan PublishFrom { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan PublishEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long before the end the last message is published.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether every other message is the victim's.</summary>
    public bool VictimPublishes { get; init; }

    public GossipAttack Attack { get; init; }

    public TimeSpan AttackFrom { get; init; }

    /// <summary>Messages that are published before are not counted.</summary>
    public TimeSpan CountFrom { get; init; }

    public ulong Seed { get; init; } = 1;

    public GossipOptions Gossip { get; init; } = new();

    public TopicScoreOptions Topic { get; init; } = new()
    {
        TimeInMeshWeight = 0.01,
        TimeInMeshCap = 100,
        FirstDeliveriesWeight = 1,
        FirstDeliveriesDecay = 0.95,
        FirstDeliveriesCap = 20,
        InvalidMessagesWeight = -10,
    };
}
