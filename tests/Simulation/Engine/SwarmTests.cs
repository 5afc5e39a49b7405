using P2PProver.Simulation.Tests.Support;
using P2PProver.Testing;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Simulation.Tests.Engine;

/// <summary>Networks with faults and attacks drawn from their seeds: every invariant holds after every event, and everything settles in the end.</summary>
public sealed class SwarmTests
{
    private const ulong FirstSeed = 1;

    [Fact]
    public void Swarm_AFewSeeds_HoldsEveryInvariant() => Run(20);

    // Does not hold yet: seed 21 ends in the slash of a node that had delivered before T_open (docs/RESEARCH.md, "What does not hold yet").
    [TierFact(TestTier.Long)]
    public void Swarm_FiveHundredBatches_HoldsEveryInvariant() => Run(500);

    [TierFact(TestTier.Long)]
    public void Swarm_TenThousandBatches_HoldsEveryInvariant() => Run(10_000);

    [TierFact(TestTier.Full)]
    public void Swarm_AnySeed_RepeatsEventByEvent()
    {
        for (ulong seed = 300; seed < 320; seed++)
        {
            ulong first = new SimWorld(SwarmOptions.Draw(seed)).Run().LogHash;
            new SimWorld(SwarmOptions.Draw(seed)).Run().LogHash.ShouldBe(first, $"seed {seed}");
        }
    }

    private static void Run(int batches)
    {
        int settled = 0;
        for (ulong seed = FirstSeed; settled < batches; seed++)
        {
            SimResult result = new SimWorld(SwarmOptions.Draw(seed)).Run();
            Expect.NoViolation(result);
            settled += result.Settled;
        }
    }
}
