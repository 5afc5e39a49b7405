using P2PProver.Stark;

namespace P2PProver.Rollup.Tests.Machine;

public sealed class ShardMachineTests
{
    [Fact]
    public void Traces_OfEveryKind_SatisfyTheMachine()
    {
        ShardExecution shard = ShardBatches.Execute(ShardBatches.EveryKind()).Shards.ShouldHaveSingleItem();
        using ShardCase honest = new(ShardBatches.Medium, shard);

        DebugFinding? finding = honest.Check();

        finding.ShouldBeNull(finding?.Describe());
    }
}
