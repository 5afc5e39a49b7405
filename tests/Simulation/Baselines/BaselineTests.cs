using P2PProver.Testnet.Simulation.Baselines;

namespace P2PProver.Simulation.Tests.Baselines;

public sealed class BaselineTests
{
    [Theory]
    [InlineData(BaselinePolicy.CentralQueue)]
    [InlineData(BaselinePolicy.CentralFastestFirst)]
    [InlineData(BaselinePolicy.UnsignedClaims)]
    [InlineData(BaselinePolicy.LockPerShard)]
    [InlineData(BaselinePolicy.AllProveAll)]
    public void Run_Healthy_ReachesTheRootAndRepeats(BaselinePolicy policy)
    {
        BaselineOptions options = new() { Seed = 11 };
        RunFigures figures = Baseline.Run(policy, options);
        figures.TimeToRoot.ShouldNotBeNull();
        figures.UsefulSeconds.ShouldBeGreaterThan(0);
        figures.TotalSeconds.ShouldBeGreaterThanOrEqualTo(figures.UsefulSeconds - 1e-6);
        Baseline.Run(policy, options).ShouldBe(figures);
    }

    [Fact]
    public void CentralQueue_Healthy_WastesNothingAndBeatsOneNode()
    {
        BaselineOptions options = new() { Seed = 12 };
        RunFigures figures = Baseline.Run(BaselinePolicy.CentralQueue, options);
        figures.WastedShare.ShouldBeLessThan(1e-9);
        TimeSpan whole = options.Jobs.WholeBatch(options.Shards) - options.Jobs.Final;
        figures.TimeToRoot!.Value.ShouldBeLessThan(whole / 8);
        figures.TimeToRoot.Value.ShouldBeGreaterThan(options.Jobs.LeafJob);
    }

    [Theory]
    [InlineData(BaselinePolicy.CentralQueue)]
    [InlineData(BaselinePolicy.UnsignedClaims)]
    [InlineData(BaselinePolicy.LockPerShard)]
    public void Run_SomeDieMidJob_StillReachesTheRoot(BaselinePolicy policy)
    {
        RunFigures healthy = Baseline.Run(policy, new BaselineOptions { Seed = 13 });
        RunFigures dying = Baseline.Run(policy, new BaselineOptions { Seed = 13, DieMidJobShare = 0.2 });
        dying.TimeToRoot.ShouldNotBeNull();
        dying.TimeToRoot.Value.ShouldBeGreaterThanOrEqualTo(healthy.TimeToRoot!.Value);
        dying.WastedShare.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void UnsignedClaims_Stalling_TakesMuchLonger()
    {
        RunFigures healthy = Baseline.Run(BaselinePolicy.UnsignedClaims, new BaselineOptions { Seed = 14 });
        RunFigures stalled = Baseline.Run(BaselinePolicy.UnsignedClaims, new BaselineOptions { Seed = 14, StallShare = 0.3 });
        stalled.TimeToRoot!.Value.ShouldBeGreaterThan(1.4 * healthy.TimeToRoot!.Value);
    }

    [Fact]
    public void CentralFastestFirst_Healthy_IsNotSlowerThanTheQueue()
    {
        BaselineOptions options = new() { Seed = 16 };
        TimeSpan queue = Baseline.Run(BaselinePolicy.CentralQueue, options).TimeToRoot!.Value;
        Baseline.Run(BaselinePolicy.CentralFastestFirst, options).TimeToRoot!.Value.ShouldBeLessThanOrEqualTo(queue);
    }

    [Fact]
    public void AllProveAll_Healthy_WastesNearlyEverything()
    {
        RunFigures figures = Baseline.Run(BaselinePolicy.AllProveAll, new BaselineOptions { Seed = 15 });
        figures.WastedShare.ShouldBeGreaterThan(0.9);
    }
}
