using P2PProver.Libp2p.Gossipsub;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Libp2p.Tests.Gossipsub.Simulation;

/// <summary>Large meshes in virtual time, without faults and with four hostile nodes for each honest one.</summary>
public sealed class GossipSimulationTests(ITestOutputHelper output)
{
    // Fifty honest nodes; each hostile node sits at forty of them, so that four fifths of the nodes hold nine tenths of the connections.
    // Nothing is flooded: large messages are not either.
    private static readonly GossipWorldOptions Besieged = new()
    {
        Honest = 50,
        Hostile = 200,
        Duration = TimeSpan.FromMinutes(2),
        Gossip = new GossipOptions { FloodPublish = false },
    };

    [TierFact(TestTier.Full)]
    public void TwoHundredNodes_ForTenMinutes_DeliverEverything()
    {
        GossipReport report = Run(new GossipWorldOptions());
        report.Delivered.ShouldBe(report.Expected);
        report.P99.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
    }

    [TierFact(TestTier.Long)]
    public void ThousandNodes_ForTenMinutes_DeliverEverything()
    {
        GossipReport report = Run(new GossipWorldOptions { Honest = 1000 });
        report.Delivered.ShouldBe(report.Expected);
        report.P99.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Simulation_OfTheSameSeed_TakesTheSameCourse()
    {
        GossipWorldOptions options = new() { Honest = 40, Hostile = 20, HostileDials = 10, Attack = GossipAttack.DropAll, Duration = TimeSpan.FromMinutes(1) };
        GossipReport once = Run(options);
        Run(options).ShouldBe(once);
        Run(options with { Seed = 2 }).TraceHash.ShouldNotBe(once.TraceHash);
    }

    /// <summary>A canary: links that are slower than the end of the run must be seen to lose messages.</summary>
    [Fact]
    public void Simulation_OfLinksThatAreTooSlow_IsSeenToFail()
    {
        GossipReport report = Run(new GossipWorldOptions { Honest = 60, Dials = 1, LatencyMaxMs = 100_000, Duration = TimeSpan.FromMinutes(1) });
        report.Ratio.ShouldBeLessThan(1);
    }

    /// <summary>A canary: without gossip, flooding and the quota of dialled peers, those who drop everything must be seen to win.</summary>
    [TierFact(TestTier.Full)]
    public void HostileNodes_AgainstMeshesWithoutDefences_AreSeenToWin()
    {
        GossipOptions bare = new() { FloodPublish = false, GossipPeersMin = 0, GossipFactor = 0, MeshOutbound = 0 };
        GossipReport report = Run(Besieged with { Duration = TimeSpan.FromMinutes(1), Attack = GossipAttack.DropAll, Gossip = bare });
        report.Ratio.ShouldBeLessThan(0.9);
    }

    /// <summary>Eclipse: all hostile nodes sit at one honest node and pass nothing on.</summary>
    [TierFact(TestTier.Full)]
    public void Eclipse_OfOneNode_DoesNotCutItOff()
    {
        GossipReport report = Run(Besieged with { HostileDialVictimOnly = true, Attack = GossipAttack.DropAll, VictimPublishes = true });
        report.AtVictim.ShouldBe(1);
        report.FromVictim.ShouldBe(1);
        report.P99.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    /// <summary>Censor: hostile nodes everywhere pass on all but one author's messages.</summary>
    [TierFact(TestTier.Full)]
    public void Censors_OfOneAuthor_DoNotSilenceIt()
    {
        GossipReport report = Run(Besieged with { Attack = GossipAttack.DropVictims, VictimPublishes = true });
        report.FromVictim.ShouldBeGreaterThan(0.999);
        report.Ratio.ShouldBeGreaterThan(0.999);
    }

    /// <summary>Cold boot: everybody starts at the same moment, messages begin at once, hostile nodes drop all from the start.</summary>
    [TierFact(TestTier.Full)]
    public void ColdBoot_AmongHostileNodes_Delivers()
    {
        GossipReport report = Run(Besieged with { Attack = GossipAttack.DropAll, PublishFrom = TimeSpan.FromMilliseconds(500) });
        report.Ratio.ShouldBeGreaterThan(0.999);
    }

    /// <summary>Covert flash: hostile nodes behave well for two minutes, and then drop everything at once.</summary>
    [TierFact(TestTier.Full)]
    public void CovertFlash_AfterGoodBehaviour_IsSurvived()
    {
        TimeSpan flash = TimeSpan.FromMinutes(2);
        GossipReport report = Run(Besieged with { Duration = TimeSpan.FromMinutes(3), Attack = GossipAttack.DropAll, AttackFrom = flash, CountFrom = flash });
        report.Ratio.ShouldBeGreaterThan(0.999);
    }

    [TierTheory(TestTier.Long)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Attacks_OfOtherSeeds_EndTheSame(int seed)
    {
        GossipWorldOptions larger = Besieged with { Honest = 100, Hostile = 400, Duration = TimeSpan.FromMinutes(5), VictimPublishes = true, Seed = (ulong)seed };
        TimeSpan flash = TimeSpan.FromMinutes(2);
        GossipWorldOptions[] attacks =
        [
            larger with { HostileDialVictimOnly = true, Attack = GossipAttack.DropAll },
            larger with { Attack = GossipAttack.DropVictims },
            larger with { Attack = GossipAttack.DropAll, PublishFrom = TimeSpan.FromMilliseconds(500) },
            larger with { Attack = GossipAttack.DropAll, AttackFrom = flash, CountFrom = flash },
        ];
        foreach (GossipWorldOptions attack in attacks)
        {
            GossipReport report = Run(attack);
            report.Ratio.ShouldBeGreaterThan(0.999);
            report.FromVictim.ShouldBeGreaterThan(0.999);
            report.AtVictim.ShouldBeGreaterThan(0.999);
        }
    }

    private GossipReport Run(GossipWorldOptions options)
    {
        long start = TimeProvider.System.GetTimestamp();
        using GossipWorld world = new(options);
        GossipReport report = world.Run();
        output.WriteLine($"seed {options.Seed}, {options.Honest} honest and {options.Hostile} hostile nodes, {options.Duration}: {report}");
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s");
        return report;
    }
}
