using P2PProver.Crypto;
using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Simulation.Tests.Chain;

public sealed class SimulatedChainTests
{
    private static readonly Address User = ModelAccounts.Account(1);

    [Fact]
    public void BuildSlot_Reorg_ReturnsTransactionsToThePool()
    {
        SimulatedChain chain = Chain(new ChainOptions());
        chain.Submit(TimeSpan.Zero, User, 0, 10_000_000_000, new ForcedItemCall(RollupRules.Coin)).ShouldBe(SubmitOutcome.Accepted);
        chain.BuildSlot(TimeSpan.FromSeconds(1));
        chain.State.Queue.Count.ShouldBe(1);

        ChainStep step = chain.BuildSlot(TimeSpan.FromSeconds(2), reorgDepth: 1);
        step.Removed.Count.ShouldBe(1);
        step.Added.Count.ShouldBe(2);
        chain.State.Queue.Count.ShouldBe(1);
        chain.NonceOf(User).ShouldBe(1);
        chain.Head.Number.ShouldBe(2);
    }

    [Fact]
    public void Submit_SameNonce_NeedsAHigherFee()
    {
        SimulatedChain chain = Chain(new ChainOptions());
        ForcedItemCall call = new(RollupRules.Coin);
        chain.Submit(TimeSpan.Zero, User, 0, 10_000_000_000, call).ShouldBe(SubmitOutcome.Accepted);
        chain.Submit(TimeSpan.Zero, User, 0, 10_500_000_000, call).ShouldBe(SubmitOutcome.Underpriced);
        chain.Submit(TimeSpan.Zero, User, 0, 11_000_000_000, call).ShouldBe(SubmitOutcome.Accepted);
        chain.BuildSlot(TimeSpan.FromSeconds(1));
        chain.Submit(TimeSpan.FromSeconds(1), User, 0, 11_000_000_000, call).ShouldBe(SubmitOutcome.NonceTooLow);
        chain.State.Queue.Count.ShouldBe(1);
    }

    [Fact]
    public void BuildSlot_GasSpike_LeavesOutWhatPaysTooLittle()
    {
        SimulatedChain chain = Chain(new ChainOptions { SpikeFactor = 50, SpikeStart = TimeSpan.Zero, SpikeLength = TimeSpan.FromSeconds(10) });
        chain.Submit(TimeSpan.Zero, User, 0, 10_000_000_000, new ForcedItemCall(RollupRules.Coin));
        chain.BuildSlot(TimeSpan.FromSeconds(5));
        chain.State.Queue.ShouldBeEmpty();
        chain.BuildSlot(TimeSpan.FromSeconds(11));
        chain.State.Queue.Count.ShouldBe(1);
    }

    [Fact]
    public void BuildSlot_CensoringBuilders_DelayByTheirShare()
    {
        const int Runs = 400;
        int blocks = 0;
        for (int i = 0; i < Runs; i++)
        {
            SimulatedChain chain = Chain(new ChainOptions { CensorShare = 0.75, Censored = CensoredCalls.ForcedItem }, seed: (ulong)i);
            chain.Submit(TimeSpan.Zero, User, 0, 10_000_000_000, new ForcedItemCall(RollupRules.Coin));
            for (int second = 1; chain.State.Queue.Count == 0; second++, blocks++)
            {
                chain.BuildSlot(TimeSpan.FromSeconds(second));
            }
        }

        // Geometric with mean 1 / (1 - c) = 4.
        ((double)blocks / Runs).ShouldBeInRange(3.4, 4.6);
    }

    private static SimulatedChain Chain(ChainOptions options, ulong seed = 1) =>
        new(options, new RollupModel(new RollupRules(), new ModelAccounts(0)), new RollupState(), new Prng(seed));
}
