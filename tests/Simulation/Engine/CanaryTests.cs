using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Checkers;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Simulation.Tests.Engine;

/// <summary>Each deliberate fault is caught, by the checker whose matter it is: the proof that the checkers can fail.</summary>
public sealed class CanaryTests
{
    private const int SeedsMax = 60;

    [Theory]
    [InlineData(Canary.OutboxForgotten, "OutboxChecker")]
    [InlineData(Canary.VerifierAcceptsAnything, "PaymentChecker")]
    [InlineData(Canary.DoublePayment, "PaymentChecker")]
    [InlineData(Canary.SlashWithoutTurn, "SlashChecker")]
    [InlineData(Canary.NonceReused, "NonceChecker")]
    [InlineData(Canary.NobodyMerges, "LivenessChecker")]
    [InlineData(Canary.AnnouncedBeforeDurable, "ConductChecker")]
    public void Run_DeliberateFault_IsCaught(Canary canary, string checker)
    {
        for (ulong seed = 1; seed <= SeedsMax; seed++)
        {
            IReadOnlyList<Violation> violations = new SimWorld(OptionsOf(canary, seed)).Run().Violations;
            if (violations.Any(v => v.Checker == checker))
            {
                return;
            }
        }

        Assert.Fail($"{canary} went unnoticed in {SeedsMax} runs");
    }

    [Theory]
    [InlineData(Canary.OutboxForgotten)]
    [InlineData(Canary.VerifierAcceptsAnything)]
    [InlineData(Canary.DoublePayment)]
    [InlineData(Canary.SlashWithoutTurn)]
    [InlineData(Canary.NonceReused)]
    [InlineData(Canary.NobodyMerges)]
    [InlineData(Canary.AnnouncedBeforeDurable)]
    public void Run_SameWithoutTheFault_IsSound(Canary canary)
    {
        Support.Expect.Sound(OptionsOf(canary, seed: 1) with { Canary = Canary.None });
    }

    /// <summary>Conditions under which the fault has an effect.</summary>
    private static SimOptions OptionsOf(Canary canary, ulong seed)
    {
        SimOptions options = new() { Seed = seed, Nodes = 6, Shards = 4, Batches = 2, Canary = canary, HealAt = TimeSpan.FromSeconds(60) };
        return canary switch
        {
            Canary.OutboxForgotten or Canary.AnnouncedBeforeDurable => options with { Faults = new FaultOptions { CrashesPerMinute = 6, OutboxWrite = TimeSpan.FromSeconds(1) } },
            Canary.VerifierAcceptsAnything => options with { Adversaries = new AdversaryOptions { Share = 0.3, Behaviours = Behaviours.Theft } },

            // Claims that bind only after the batch has settled: nobody need credit them, and nobody may be slashed for them.
            Canary.SlashWithoutTurn => options with
            {
                Adversaries = new AdversaryOptions { Share = 0.4, Behaviours = Behaviours.StallOnChain },
                Rules = new RollupRules { ClaimDelayBlocks = 120 },
            },
            Canary.NonceReused => options with { Batches = 8, BatchInterval = TimeSpan.FromSeconds(10) },
            Canary.NobodyMerges => options with { TimeMax = TimeSpan.FromMinutes(5) },
            _ => options,
        };
    }
}
