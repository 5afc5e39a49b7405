using P2PProver.Simulation.Tests.Support;
using P2PProver.Testing;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Simulation.Tests.Engine;

/// <summary>
/// The attack table, against whole networks: no thief is paid, nobody honest is slashed, everything settles. Success of an attack is what a checker
/// would call a broken invariant.
/// </summary>
public sealed class AttackTests
{
    private const int SampleTries = 60;
    private const int AllTries = 10_000;

    public static TheoryData<Behaviours, string[]> Attacks() => new()
    {
        { Behaviours.Theft, ["re-attribute", "re-sign", "copied settlement"] },
        { Behaviours.Equivocate, ["equivocation"] },
        { Behaviours.ClaimAndStall, ["stall"] },
        { Behaviours.Withhold, ["withhold"] },
        { Behaviours.InvalidProofs, ["invalid proof"] },
        { Behaviours.WrongStatements, ["wrong statement"] },
        { Behaviours.Spam, ["spam"] },
        { Behaviours.FalseReports, ["false report"] },
        { Behaviours.StallOnChain, ["stall on chain"] },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Attack_Once_DoesNotSucceed(Behaviours behaviour, string[] kinds)
    {
        SimResult result = Expect.Sound(OptionsOf(behaviour, seed: 1));
        kinds.Sum(kind => result.Attacks.GetValueOrDefault(kind)).ShouldBeGreaterThan(0);
    }

    [TierTheory(TestTier.Full)]
    [MemberData(nameof(Attacks))]
    public void Attack_Sample_NeverSucceeds(Behaviours behaviour, string[] kinds) => RunTries(behaviour, kinds, SampleTries);

    [TierTheory(TestTier.Long)]
    [MemberData(nameof(Attacks))]
    public void Attack_TenThousandTries_NeverSucceed(Behaviours behaviour, string[] kinds) => RunTries(behaviour, kinds, AllTries);

    // Does not hold yet: docs/RESEARCH.md, "What does not hold yet".
    [TierTheory(TestTier.Long)]
    [InlineData(0.2)]
    [InlineData(0.6)]
    public void CensoringPeers_OneVictim_IsPaidItsShare(double share)
    {
        (double victim, double fair) = VictimsShare(share, seeds: 12);
        victim.ShouldBeGreaterThanOrEqualTo(0.9 * fair, $"{share:P0} censors");
    }

    [TierFact(TestTier.Full)]
    public void Eclipse_EndsByDiscovery_VictimLosesNothing()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Expect.Sound(new SimOptions
            {
                Seed = seed,
                Nodes = 12,
                Shards = 8,
                Batches = 3,
                Adversaries = new AdversaryOptions
                {
                    Share = 0.25,
                    Behaviours = Behaviours.CensorVictim,
                    Victim = 1,
                    EclipseVictim = true,
                    EclipseEnds = TimeSpan.FromSeconds(30),
                },
            });
        }
    }

    [TierFact(TestTier.Full)]
    public void PartitionAndHeal_BothSidesWork_SettlesOnceAndLosesNothing()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Expect.Sound(new SimOptions
            {
                Seed = seed,
                Nodes = 12,
                Shards = 12,
                Batches = 2,
                Faults = new FaultOptions { PartitionAt = TimeSpan.FromSeconds(6), PartitionLength = TimeSpan.FromSeconds(10 + (2 * (double)seed)) },
            }).Slashes.ShouldBe(0);
        }
    }

    private static void RunTries(Behaviours behaviour, string[] kinds, int tries)
    {
        long done = 0;
        for (ulong seed = 1; done < tries; seed++)
        {
            SimResult result = Expect.Sound(OptionsOf(behaviour, seed));
            long here = kinds.Sum(kind => result.Attacks.GetValueOrDefault(kind));
            here.ShouldBeGreaterThan(0, $"seed {seed} tried nothing");
            done += here;
        }
    }

    private static SimOptions OptionsOf(Behaviours behaviour, ulong seed) => new()
    {
        Seed = seed,
        Nodes = 10,
        Shards = 8,
        Batches = 3,
        BatchInterval = TimeSpan.FromSeconds(10),
        Adversaries = new AdversaryOptions { Share = 0.3, Behaviours = behaviour },
        TimeMax = TimeSpan.FromMinutes(100),
    };

    /// <summary>What the victim is paid, and what a node of its stake and speed is paid without censors, over some seeds.</summary>
    private static (double Victim, double Fair) VictimsShare(double share, int seeds)
    {
        double victim = 0;
        double fair = 0;
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            SimOptions options = new()
            {
                Seed = seed,
                Nodes = 12,
                Shards = 16,
                Batches = 4,
                BatchInterval = TimeSpan.FromSeconds(10),
                Adversaries = new AdversaryOptions { Share = share, Behaviours = Behaviours.CensorVictim, Victim = 1 },
                TimeMax = TimeSpan.FromMinutes(100),
            };
            victim += PaidTo(1, options);
            fair += PaidTo(1, options with { Adversaries = options.Adversaries with { Behaviours = Behaviours.None } });
        }

        return (victim, fair);
    }

    private static double PaidTo(int node, SimOptions options)
    {
        SimWorld world = new(options);
        Expect.NoViolation(world.Run());
        return (double)world.Chain.State.Pending.GetValueOrDefault(world.Nodes[node].Payout) / (double)RollupRules.Coin;
    }
}
