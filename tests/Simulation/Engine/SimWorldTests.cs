using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Simulation.Tests.Engine;

public sealed class SimWorldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Run_Healthy_SettlesEveryBatch(int shards)
    {
        SimResult result = Check(new SimOptions { Seed = 7, Nodes = 8, Shards = shards, Batches = 2 });
        result.Settled.ShouldBe(2);
        result.CoordinationGas.ShouldBe(0);
    }

    [Theory]
    [InlineData(MeshMode.OpenRace)]
    [InlineData(MeshMode.Solo)]
    public void Run_OtherModes_SettleToo(MeshMode mode)
    {
        Check(new SimOptions { Seed = 8, Nodes = 5, Shards = 4, Mode = mode }).Settled.ShouldBe(1);
    }

    [Fact]
    public void Run_SameOptions_SameLog()
    {
        SimOptions options = SwarmOptions.Draw(3);
        StringWriter first = new();
        StringWriter second = new();
        ulong hash = new SimWorld(options, first).Run().LogHash;
        new SimWorld(options, second).Run().LogHash.ShouldBe(hash);
        second.ToString().ShouldBe(first.ToString());
        new SimWorld(options with { Seed = 4 }).Run().LogHash.ShouldNotBe(hash);
    }

    private static SimResult Check(SimOptions options)
    {
        SimResult result = new SimWorld(options).Run();
        result.Violations.ShouldBeEmpty($"seed {options.Seed}");
        return result;
    }
}
