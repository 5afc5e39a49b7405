using P2PProver.Simulation.Tests.Support;
using P2PProver.Testing;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Reports;

namespace P2PProver.Simulation.Tests.Engine;

public sealed class ScaleTests
{
    [TierFact(TestTier.Full)]
    public void Run_TwoHundredNodes_Settles() => Settle(200, batches: 1);

    [TierFact(TestTier.Long)]
    public void Run_ThousandNodes_Settles() => Settle(1000, batches: 4);

    [TierFact(TestTier.Full)]
    public void Options_WrittenAndRead_RepeatTheRun()
    {
        SimOptions options = SwarmOptions.Draw(17);
        SimOptions again = SimOptionsFile.Read(SimOptionsFile.Write(options)).ShouldNotBeNull();
        new SimWorld(again).Run().LogHash.ShouldBe(new SimWorld(options).Run().LogHash);
        SimOptionsFile.Read("{ not json").ShouldBeNull();
    }

    private static void Settle(int nodes, int batches)
    {
        SimResult result = Expect.Sound(new SimOptions { Seed = 21, Nodes = nodes, Shards = 64, Batches = batches });
        result.CoordinationGas.ShouldBe(0);
    }
}
