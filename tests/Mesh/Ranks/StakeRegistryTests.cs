using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Ranks;

public sealed class StakeRegistryTests
{
    private static readonly UInt128 Coin = 1_000_000_000_000_000_000;

    private static StakeRegistry With(params (ulong Block, int Coins)[] changes)
    {
        StakeRegistry registry = new();
        foreach ((ulong block, int coins) in changes)
        {
            registry.Apply(new NodeStakeChanged(block, TestKeys.Node(1), TestKeys.Account(1), TestKeys.Payout(1), new Wei((UInt128)coins * Coin)));
        }

        return registry;
    }

    private static ulong ActiveCoins(StakeRegistry registry, ulong commitBlock)
    {
        StakeSet set = registry.ActiveAt(commitBlock, 64, new Wei(Coin));
        return set.Members.Count == 0 ? 0 : set.Members[0].StakeGwei / 1_000_000_000;
    }

    [Theory]
    [InlineData(163, 0)]
    [InlineData(164, 3)]
    [InlineData(1000, 3)]
    public void ActiveAt_Registered_CountsAfterTheDelay(ulong commitBlock, ulong coins) =>
        ActiveCoins(With((100, 3)), commitBlock).ShouldBe(coins);

    [Theory]
    [InlineData(263, 3)]
    [InlineData(264, 5)]
    public void ActiveAt_ToppedUp_TheAdditionMaturesLikewise(ulong commitBlock, ulong coins) =>
        ActiveCoins(With((100, 3), (200, 5)), commitBlock).ShouldBe(coins);

    [Theory]
    [InlineData(199, 3)]
    [InlineData(200, 1)]
    [InlineData(400, 1)]
    public void ActiveAt_Reduced_CountsAtOnce(ulong commitBlock, ulong coins) =>
        ActiveCoins(With((100, 3), (200, 1)), commitBlock).ShouldBe(coins);

    [Fact]
    public void ActiveAt_Left_IsNotActive() => ActiveCoins(With((100, 3), (200, 0)), 300).ShouldBe(0UL);

    [Fact]
    public void ActiveAt_BelowTheLeast_IsNotActive() =>
        With((100, 3)).ActiveAt(1000, 64, new Wei(4 * Coin)).Members.ShouldBeEmpty();

    [Fact]
    public void RollBack_Blocks_UnsaysTheirChanges()
    {
        StakeRegistry registry = With((100, 3), (200, 1));
        registry.RollBack(150);
        ActiveCoins(registry, 300).ShouldBe(3UL);
    }
}
