using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// Options drawn from a seed: every kind of fault is fully off in about half of the runs, because faults hide each other. After a while all is healed,
/// and then everything must settle.
/// </summary>
public static class SwarmOptions
{
    private static readonly int[] ShardCounts = [1, 2, 3, 4, 5, 7, 8, 12, 16];

    /// <summary>The options of a seed.</summary>
    public static SimOptions Draw(ulong seed)
    {
        Prng random = new(seed ^ 0x5A17);
        int nodes = 3 + random.NextInt(14);
        return new SimOptions
        {
            Seed = seed,
            Nodes = nodes,
            Shards = ShardCounts[random.NextInt(ShardCounts.Length)],
            Batches = 1 + random.NextInt(3),
            BatchInterval = TimeSpan.FromSeconds(5 + random.NextInt(25)),
            Network = Network(random),
            Chain = Chain(random),
            Faults = Faults(random),
            Adversaries = Adversaries(random, nodes),
            HealAt = TimeSpan.FromSeconds(90),
            TimeMax = TimeSpan.FromMinutes(100),
            FinaliserShare = random.NextBool() ? 1 : 0.4,
            StakeCoins = random.NextBool() ? [100] : [400, 100, 50, 20],
        };
    }

    private static NetworkOptions Network(Prng random) => new()
    {
        LatencyMedian = TimeSpan.FromMilliseconds(20 + random.NextInt(180)),
        LatencySigma = random.NextBool() ? 0.4 : 0,
        LossShare = random.NextBool() ? 0 : random.NextDouble() * 0.2,
        DuplicateShare = random.NextBool() ? 0 : random.NextDouble() * 0.2,
        Degree = 4 + (2 * random.NextInt(3)),
        UplinkBitsPerSecond = random.NextBool() ? 50e6 : 10e6,
    };

    private static ChainOptions Chain(Prng random) => new()
    {
        CensorShare = random.NextBool() ? 0 : random.NextDouble() * 0.7,
        Censored = random.NextBool() ? CensoredCalls.Settle : CensoredCalls.Settle | CensoredCalls.CommitClaims,
        ReorgShare = random.NextBool() ? 0 : random.NextDouble() * 0.1,
        ReorgDepthMax = 1 + random.NextInt(6),
        MissedSlotShare = random.NextBool() ? 0 : random.NextDouble() * 0.2,
        SpikeFactor = random.NextBool() ? 1 : 50,
        SpikeStart = TimeSpan.FromSeconds(random.NextInt(60)),
        SpikeLength = TimeSpan.FromSeconds(random.NextInt(60)),
    };

    private static FaultOptions Faults(Prng random) => new()
    {
        CrashesPerMinute = random.NextBool() ? 0 : random.NextDouble() * 2,
        DownTime = TimeSpan.FromSeconds(1 + random.NextInt(20)),
        DieMidJobShare = random.NextBool() ? 0 : random.NextDouble() * 0.3,
        OfflineShare = random.NextBool() ? 0 : random.NextDouble() * 0.3,
        SlowShare = random.NextBool() ? 0 : random.NextDouble() * 0.3,
        SkewedShare = random.NextBool() ? 0 : random.NextDouble(),
        PartitionAt = random.NextBool() ? null : TimeSpan.FromSeconds(random.NextInt(50)),
        PartitionLength = TimeSpan.FromSeconds(5 + random.NextInt(35)),
        PartitionShare = 0.2 + (0.3 * random.NextDouble()),
        JobFailureShare = random.NextBool() ? 0 : random.NextDouble() * 0.1,
    };

    private static AdversaryOptions Adversaries(Prng random, int nodes)
    {
        Behaviours behaviours = Behaviours.None;
        foreach (Behaviours behaviour in Enum.GetValues<Behaviours>())
        {
            behaviours |= random.NextInt(3) == 0 ? behaviour : Behaviours.None;
        }

        return new AdversaryOptions
        {
            Share = random.NextBool() ? 0 : random.NextDouble() * 0.5,
            Behaviours = behaviours,
            OneEach = true,
            Victim = random.NextBool() ? -1 : 1 + random.NextInt(nodes - 1),
            SpamPerSecond = 5,
        };
    }
}
