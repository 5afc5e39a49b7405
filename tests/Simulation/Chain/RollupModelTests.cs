using P2PProver.Crypto;
using P2PProver.Testnet.Simulation.Chain;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Simulation.Tests.Chain;

/// <summary>The checkers' model of the contracts does what the protocol's description says; its books balance after every call.</summary>
public sealed class RollupModelTests
{
    private static readonly UInt128 Pot = RollupRules.Coin;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Settle_InTime_PaysTheTableAndReturnsTheRest(int shards)
    {
        ModelAccounts rollup = new(2);
        Hash32 key = rollup.CommitBatch(shards, Pot);
        rollup.Advance(30);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), rollup.Settlement(key, ModelAccounts.Payees(shards, prover: 1)));

        UInt128 leaves = shards == 1 ? (Pot * 70 / 100) + (Pot * 20 / 100) : Pot * 70 / 100 / (uint)shards * (uint)shards;
        UInt128 merges = shards == 1 ? 0 : Pot * 20 / 100 / (uint)(shards - 1) * (uint)(shards - 1);
        rollup.State.Pending[ModelAccounts.Payout(1)].ShouldBe(leaves + merges);
        rollup.State.Pending[ModelAccounts.Payout(0)].ShouldBe((Pot / 10) + rollup.Model.Rules.SettleGas);
        rollup.State.Live.ShouldBeEmpty();
        rollup.Expect(Revert.NotLive, ModelAccounts.Prover(1), rollup.Settlement(key, ModelAccounts.Payees(shards, prover: 1)));
    }

    [Fact]
    public void Settle_WrongProofOrPayees_IsRefused()
    {
        ModelAccounts rollup = new(1);
        Hash32 key = rollup.CommitBatch(4, Pot);
        Address[] payees = ModelAccounts.Payees(4, 0);
        rollup.Expect(Revert.InvalidProof, ModelAccounts.Prover(0), rollup.Settlement(key, payees) with { Proof = "forged" });
        rollup.Expect(Revert.WrongPayees, ModelAccounts.Prover(0), rollup.Settlement(key, payees[1..]));
        rollup.Expect(Revert.WrongPayees, ModelAccounts.Prover(0), rollup.Settlement(key, [default, .. payees[1..]]));
        rollup.Expect(Revert.WrongPayees, ModelAccounts.Prover(0), rollup.Settlement(key, payees) with { Submitter = default });
        rollup.Expect(Revert.NotLive, ModelAccounts.Prover(0), rollup.Settlement(ModelAccounts.Word(99), payees));
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, payees));
    }

    [Fact]
    public void CommitBatch_WrongParentValueOrTooMany_IsRefused()
    {
        ModelAccounts rollup = new(1);
        CommitBatchCall call = rollup.Commit(4, Pot);
        rollup.Expect(Revert.WrongParent, ModelAccounts.Sequencer, call with { Parent = ModelAccounts.Word(5) });
        rollup.Expect(Revert.WrongValue, ModelAccounts.Sequencer, call with { Value = call.Value - 1 });
        rollup.Expect(Revert.WrongShardCount, ModelAccounts.Sequencer, call with { ShardCount = 65 });
        for (int i = 0; i < 4; i++)
        {
            rollup.CommitBatch(4, Pot);
            rollup.Advance(1);
        }

        rollup.Expect(Revert.TooManyUnsettled, ModelAccounts.Sequencer, rollup.Commit(4, Pot));
    }

    [Fact]
    public void CommitClaims_BeforeItBinds_DoesNotHinderASettlementInFlight()
    {
        ModelAccounts rollup = new(2);
        Hash32 key = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), new CommitClaimsCall(key, 0, 0b0001));
        rollup.Advance(rollup.Model.Rules.ClaimDelayBlocks - 1);
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, ModelAccounts.Payees(4, 0)));
        rollup.Events.OfType<ClaimSlashed>().ShouldBeEmpty();
        rollup.State.Provers[ModelAccounts.Prover(1)].Locked.ShouldBe(UInt128.Zero);
    }

    [Fact]
    public void CommitClaims_OnceBinding_MustBeCredited()
    {
        ModelAccounts rollup = new(2);
        Hash32 key = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), new CommitClaimsCall(key, 0, 0b0100));
        rollup.Advance(rollup.Model.Rules.ClaimDelayBlocks);
        Address[] payees = ModelAccounts.Payees(4, 0);
        rollup.Expect(Revert.ClaimNotCredited, ModelAccounts.Prover(0), rollup.Settlement(key, payees));
        payees[2] = ModelAccounts.Payout(1);
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, payees));
        rollup.Events.OfType<ClaimSlashed>().ShouldBeEmpty();
    }

    [Fact]
    public void CommitClaims_OutsideTheRules_AreRefused()
    {
        ModelAccounts rollup = new(3);
        Hash32 key = rollup.CommitBatch(8, Pot);
        rollup.Expect(Revert.NotLive, ModelAccounts.Prover(0), new CommitClaimsCall(ModelAccounts.Word(1), 0, 1));
        rollup.Expect(Revert.NoPosition, ModelAccounts.Prover(0), new CommitClaimsCall(key, 0, 1UL << 8));
        rollup.Expect(Revert.NoPosition, ModelAccounts.Prover(0), new CommitClaimsCall(key, 1, 1UL << 4));
        rollup.Expect(Revert.NoPosition, ModelAccounts.Prover(0), new CommitClaimsCall(key, 0, 0));
        rollup.Expect(Revert.NotActive, ModelAccounts.Account(77), new CommitClaimsCall(key, 0, 1));
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), new CommitClaimsCall(key, 0, 1));
        rollup.Expect(Revert.NoPosition, ModelAccounts.Prover(1), new CommitClaimsCall(key, 0, 1));

        // A third of the stake: floor(2/3 of 15) = 10 positions, of which it has one; all leaves and the merges above them are too many.
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), new CommitClaimsCall(key, 0, 0x7f));
        rollup.Expect(Revert.TooManyPositions, ModelAccounts.Prover(0), new CommitClaimsCall(key, 1, 0xf));
        rollup.Advance((rollup.Model.Rules.OpenSeconds / 2) + 1);
        rollup.Expect(Revert.TooLate, ModelAccounts.Prover(1), new CommitClaimsCall(key, 0, 0x80));
    }

    [Fact]
    public void Settle_AfterOpening_GivesEachClaimantOneTurnAndSlashesOnlyWhoMissedIt()
    {
        ModelAccounts rollup = new(3);
        RollupRules rules = rollup.Model.Rules;
        Hash32 key = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), new CommitClaimsCall(key, 0, 0b0001));
        rollup.Advance(1);
        rollup.Expect(Revert.None, ModelAccounts.Prover(2), new CommitClaimsCall(key, 0, 0b0010));
        rollup.Advance(rules.OpenSeconds - 1 + rules.TurnSeconds);

        // The second claimant's turn: the first one's positions are nobody's any more.
        Address[] payees = ModelAccounts.Payees(4, 0);
        rollup.Expect(Revert.ClaimNotCredited, ModelAccounts.Prover(0), rollup.Settlement(key, payees));
        payees[1] = ModelAccounts.Payout(2);
        UInt128 before = rollup.State.Provers[ModelAccounts.Prover(1)].Stake;
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, payees));

        ClaimSlashed slashed = rollup.Events.OfType<ClaimSlashed>().Single();
        slashed.Claimant.ShouldBe(ModelAccounts.Prover(1));
        slashed.Bond.ShouldBe(UInt128.Max(3 * (Pot * 70 / 100 / 4), Pot / 4));
        rollup.State.Provers[ModelAccounts.Prover(1)].Stake.ShouldBe(before - slashed.Bond);
        rollup.State.Provers[ModelAccounts.Prover(1)].Locked.ShouldBe(UInt128.Zero);
        rollup.State.Provers[ModelAccounts.Prover(2)].Locked.ShouldBe(UInt128.Zero);
    }

    [Fact]
    public void Settle_AfterTheLastTurn_BindsNobody()
    {
        ModelAccounts rollup = new(2);
        RollupRules rules = rollup.Model.Rules;
        Hash32 key = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), new CommitClaimsCall(key, 1, 0b01));
        rollup.Advance(rules.OpenSeconds + rules.TurnSeconds);
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, ModelAccounts.Payees(4, 0)));
        rollup.Events.OfType<ClaimSlashed>().Count().ShouldBe(1);
    }

    [Fact]
    public void Settle_Late_RampsThePotAndBurnsPartOfTheBond()
    {
        ModelAccounts rollup = new(1);
        RollupRules rules = rollup.Model.Rules;
        Hash32 key = rollup.CommitBatch(2, Pot);
        rollup.Advance(3 * rules.OpenSeconds);
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), rollup.Settlement(key, ModelAccounts.Payees(2, 0)));
        rollup.Events.OfType<BatchSettled>().Single().Rewards[0].ShouldBe(3 * Pot * 70 / 100 / 2);
        rollup.State.Burned.ShouldBe(rules.BaseBond / 2);
        rollup.Model.BondNow(rollup.State, rollup.Time).ShouldBe(2 * rules.BaseBond);
        rollup.Model.BondNow(rollup.State, rollup.Time + (8 * rules.OpenSeconds)).ShouldBe(rules.BaseBond);
    }

    [Fact]
    public void Expire_FirstUnsettledBatch_PrunesTheLaterOnesAndReturnsClaims()
    {
        ModelAccounts rollup = new(2);
        RollupRules rules = rollup.Model.Rules;
        rollup.Expect(Revert.None, ModelAccounts.Account(50), new ForcedItemCall(RollupRules.Coin));
        Hash32 first = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.None, ModelAccounts.Prover(1), new CommitClaimsCall(first, 0, 1));
        rollup.Advance(1);
        Hash32 second = rollup.CommitBatch(4, Pot);
        rollup.State.CommittedHead.ShouldBe(1);
        rollup.Expect(Revert.TooEarly, ModelAccounts.Prover(0), new ExpireCall(first));
        rollup.Advance(rules.ExpirySeconds);
        rollup.Expect(Revert.NotLive, ModelAccounts.Prover(0), new ExpireCall(second));
        rollup.Expect(Revert.None, ModelAccounts.Prover(0), new ExpireCall(first));

        rollup.State.Live.ShouldBeEmpty();
        rollup.State.CommittedHead.ShouldBe(0);
        rollup.State.Burned.ShouldBe(rules.BaseBond);
        rollup.State.Batches[second].Status.ShouldBe(BatchStanding.Pruned);
        rollup.State.Provers[ModelAccounts.Prover(1)].Locked.ShouldBe(UInt128.Zero);
        rollup.Events.OfType<ClaimSlashed>().ShouldBeEmpty();
    }

    [Fact]
    public void Freeze_ItemTooOld_ReturnsEverythingOnce()
    {
        ModelAccounts rollup = new(1);
        RollupRules rules = rollup.Model.Rules;
        Address user = ModelAccounts.Account(50);
        rollup.Expect(Revert.Nothing, user, new FreezeCall());
        rollup.Expect(Revert.None, user, new ForcedItemCall(RollupRules.Coin));
        Hash32 key = rollup.CommitBatch(4, Pot);
        rollup.Expect(Revert.TooEarly, user, new FreezeCall());
        rollup.Advance(rules.FreezeSeconds);
        rollup.Expect(Revert.None, user, new FreezeCall());
        rollup.Expect(Revert.Frozen, ModelAccounts.Prover(0), rollup.Settlement(key, ModelAccounts.Payees(4, 0)));
        rollup.Expect(Revert.Frozen, ModelAccounts.Sequencer, rollup.Commit(4, Pot));
        rollup.State.Pending[user].ShouldBe(RollupRules.Coin);
        rollup.Expect(Revert.None, user, new EscapeCall());
        rollup.Expect(Revert.Nothing, user, new EscapeCall());
        rollup.Expect(Revert.None, user, new WithdrawCall());
        rollup.Expect(Revert.Nothing, user, new WithdrawCall());
    }

    [Fact]
    public void HeldSince_TopUpsAndWithdrawals_CountTheLeast()
    {
        ProverRecord prover = new(default, default, [new StakeChange(10, 5), new StakeChange(20, 9), new StakeChange(30, 3)], UInt128.Zero);
        prover.HeldSince(9).ShouldBe(UInt128.Zero);
        prover.HeldSince(10).ShouldBe((UInt128)3);
        prover.HeldSince(20).ShouldBe((UInt128)3);
        prover.HeldSince(30).ShouldBe((UInt128)3);
        (prover with { History = prover.History.RemoveAt(2) }).HeldSince(15).ShouldBe((UInt128)5);
    }

    [Fact]
    public void Number_EveryTree_ListsEachPositionOnce()
    {
        for (int shards = 1; shards <= 64; shards++)
        {
            List<int> numbers = [];
            for (int level = 0; level <= 8; level++)
            {
                for (int index = 0; index < 70; index++)
                {
                    int number = TreePositions.Number(shards, level, index);
                    if (number >= 0)
                    {
                        TreePositions.At(shards, number).ShouldBe((level, index));
                        numbers.Add(number);
                    }
                }
            }

            numbers.ShouldBe(Enumerable.Range(0, (2 * shards) - 1), $"{shards} shards");
        }
    }
}
