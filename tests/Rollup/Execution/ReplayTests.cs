using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Execution;

public sealed class ReplayTests
{
    [Fact]
    public void Replay_EveryKind_Executes()
    {
        Ledger ledger = EveryKind();

        ReplayResult result = ledger.Replay();

        result.Fault.ShouldBe(ReplayFault.None, result.ToString());
        BatchExecution execution = result.Execution!;
        execution.StateIn.ShouldBe(ledger.State.StateRoot);
        ledger.State.Apply(execution.Change);
        execution.StateOut.ShouldBe(ledger.State.StateRoot);
        ledger.State.Accounts.ToArray().Select(account => account.Balance.Value).ShouldBe([984ul, 1004, 1013, 0, 51]);
        ledger.State.Accounts[0].Key.ShouldBe(TestKeys.Get(100, 1).PublicKey);
        ledger.State.Accounts[0].LastSlot.Value.ShouldBe(1u << 16);
    }

    [Fact]
    public void Replay_Witnesses_LeadFromRootToRoot()
    {
        Ledger ledger = EveryKind();
        ShardExecution shard = ledger.Replay().Execution!.Shards.ShouldHaveSingleItem();

        Digest8 root = shard.AccountsRootIn;
        uint count = shard.AccountCountIn;
        Gwei fees = shard.Statement.FeesIn;
        shard.Operations.Count.ShouldBe(ledger.Operations.Count);
        foreach (OperationWitness witness in shard.Operations)
        {
            witness.AccountCountBefore.ShouldBe(count);
            witness.FeesBefore.ShouldBe(fees);
            witness.Updates.Count.ShouldBe(witness.Operation.Kind.HasReceiver() ? 2 : 1);
            foreach (AccountUpdate update in witness.Updates)
            {
                update.RootBefore.ShouldBe(root);
                update.Climb(update.Old.Leaf()).ShouldBe(root);
                root = update.Climb(update.New.Leaf());
                update.RootAfter.ShouldBe(root);
            }

            if (witness.Operation.Kind.IsSigned())
            {
                witness.MessageDigest.ShouldBe(witness.Operation.MessageDigest(Ledger.Domain));
                TargetSum.Check(witness.Digits.Span).ShouldBe(SignatureVerdict.Valid);
                PublicKey key = witness.Updates[0].Old.Key;
                XmssVerifier.Verify(key, witness.Operation.Slot, witness.MessageDigest, witness.Signature!).ShouldBe(SignatureVerdict.Valid);
            }
            else
            {
                witness.Signature.ShouldBeNull();
                witness.Digits.IsEmpty.ShouldBeTrue();
            }

            KoalaBear[] blocks = new KoalaBear[witness.Operation.BlockCount * Operation.BlockElements];
            witness.Operation.WriteBlocks(blocks);
            shard.Blocks.Span.Slice(witness.FirstBlock * Operation.BlockElements, blocks.Length).ToArray().ShouldBe(blocks);
            (count, fees) = (witness.AccountCountAfter, witness.FeesAfter);
        }

        root.ShouldBe(shard.AccountsRootOut);
        count.ShouldBe(shard.AccountCountOut);
        shard.Statement.StateOut.ShouldBe(RollupHash.StateRoot(root, count));
        shard.Statement.FeesOut.ShouldBe(Gwei.Zero);
    }

    [Fact]
    public void Replay_SeveralShards_StatementsChain()
    {
        Ledger ledger = new(8, 1000);
        for (uint i = 0; i < 15; i++)
        {
            ledger.Transfer(i % 8, (i + 1) % 8, 1, 1);
        }

        ledger.Rotate(0, 101, 1).Transfer(0, 1, 3);
        for (uint i = 0; i < 17; i++)
        {
            ledger.Add(Operation.Deposit(Ledger.At(i % 8), new Gwei(i)));
        }

        ledger.Add(Operation.FeeCredit(Ledger.At(0), new Gwei(15)));
        BatchExecution execution = ledger.Replay(2).Execution!;

        execution.Shards.Count.ShouldBe(3);
        execution.Shards[1].Operations[0].FirstBlock.ShouldBe(0);
        execution.Shards[1].Operations[0].Operation.Kind.ShouldBe(OperationKind.RotateKey);
        ShardStatement[] statements = [.. execution.Shards.Select(shard => shard.Statement)];
        for (int i = 1; i < statements.Length; i++)
        {
            statements[i].StateIn.ShouldBe(statements[i - 1].StateOut);
            statements[i].DataIn.ShouldBe(statements[i - 1].DataOut);
            statements[i].EvaluationIn.ShouldBe(statements[i - 1].EvaluationOut);
            statements[i].FeesIn.ShouldBe(statements[i - 1].FeesOut);
        }

        statements[0].FeesOut.Value.ShouldBe(15ul);
        statements[0].EvaluationIn.ShouldBe(Ext5.One);
        statements[0].DataIn.ShouldBe(default);
        statements[^1].DataOut.ShouldBe(execution.Commitment.DataOut);
        statements[^1].EvaluationOut.ShouldBe(execution.Commitment.Evaluation);
        statements[^1].StateOut.ShouldBe(execution.StateOut);
        statements[^1].FeesOut.ShouldBe(Gwei.Zero);
    }

    [Fact]
    public void Evaluation_IsThePolynomialAtThePoint()
    {
        BatchCommitment commitment = EveryKind().Replay().Execution!.Commitment;
        Ext5 expected = commitment.Point.Pow((ulong)commitment.Blocks.Length);
        for (int i = 0; i < commitment.Blocks.Length; i++)
        {
            expected += commitment.Point.Pow((ulong)(commitment.Blocks.Length - 1 - i)) * commitment.Blocks[i];
        }

        commitment.Evaluation.ShouldBe(expected);
        commitment.Point.ShouldBe(BatchCommitment.PointOf(Keccak256.Hash(commitment.Data), commitment.DataOut, Ledger.Domain));
    }

    [Fact]
    public void PublicValues_AreSixtyOneInTheProtocolsOrder()
    {
        ShardStatement statement = EveryKind().Replay().Execution!.Shards[0].Statement with { FeesIn = new Gwei(1UL << 22), FeesOut = new Gwei(3) };

        KoalaBear[] values = statement.ToPublicValues();

        values.Length.ShouldBe(61);
        ShardStatement.Count.ShouldBe(61);
        values[..8].ShouldBe(Ledger.Domain.Elements.Elements.ToArray());
        values[8..16].ShouldBe(statement.StateIn.Elements.ToArray());
        values[32..40].ShouldBe(statement.DataOut.Elements.ToArray());
        values[40].ShouldBe(statement.Point[0]);
        values[50].ShouldBe(statement.EvaluationOut[0]);
        values[55..].Select(value => value.ToCanonical()).ShouldBe([0u, 1, 0, 3, 0, 0]);
    }

    [Fact]
    public void Replay_NoOperations_IsOneShardOfPads()
    {
        Ledger ledger = new(2, 5);

        BatchExecution execution = ledger.Replay().Execution!;

        execution.Shards.ShouldHaveSingleItem().Operations.ShouldBeEmpty();
        execution.StateOut.ShouldBe(execution.StateIn);
        execution.StateIn.ShouldBe(ledger.State.StateRoot);
        execution.Commitment.Data.ShouldBeEmpty();
    }

    [Fact]
    public void Replay_TransferToOneself_OnlyCostsTheFee()
    {
        Ledger ledger = new Ledger(2, 100).Transfer(0, 0, 60, 7).Transfer(0, 0, 93).Add(Operation.FeeCredit(Ledger.At(1), new Gwei(7)));

        BatchExecution execution = ledger.Replay().Execution!;

        execution.Change.Accounts[0].Balance.Value.ShouldBe(93ul);
        execution.Shards[0].Operations[0].Updates[1].Old.ShouldBe(execution.Shards[0].Operations[0].Updates[0].New);
    }

    [Fact]
    public void Replay_WithoutTheState_LeavesTheStateAlone()
    {
        Ledger ledger = EveryKind();
        Digest8 before = ledger.State.StateRoot;

        ledger.Replay().IsSuccess.ShouldBeTrue();

        ledger.State.StateRoot.ShouldBe(before);
    }

    [Fact]
    public void Replay_RandomBatches_KeepMoneyAndAgreeForAnyThreads()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            Ledger ledger = RandomBatch.Create(seed);
            ReplayResult result = ledger.Replay();
            result.Fault.ShouldBe(ReplayFault.None, $"seed {seed}, operation {result.OperationIndex}");

            ulong before = ledger.State.Accounts.ToArray().Aggregate(0UL, (sum, account) => sum + account.Balance.Value);
            ulong added = Sum(ledger, OperationKind.OpenAccount, OperationKind.Deposit);
            ulong removed = Sum(ledger, OperationKind.Withdraw, OperationKind.ForcedExit);
            ledger.Replay(3).Execution!.StateOut.ShouldBe(result.Execution!.StateOut);
            ledger.State.Apply(result.Execution!.Change);
            ulong after = ledger.State.Accounts.ToArray().Aggregate(0UL, (sum, account) => sum + account.Balance.Value);
            after.ShouldBe(before + added - removed, $"seed {seed}");
            ledger.State.StateRoot.ShouldBe(result.Execution.StateOut);
        }
    }

    private static Ledger EveryKind() => new Ledger(4, 1000).Transfer(0, 1, 10, 2).Open(4, 50).Add(Operation.Deposit(Ledger.At(2), new Gwei(7)))
        .Withdraw(1, 5, 1).Add(Operation.ForcedExit(Ledger.At(3), new Gwei(1000))).Rotate(0, 100, 1, 3).Transfer(0, 4, 1)
        .Add(Operation.FeeCredit(Ledger.At(2), new Gwei(6)));

    private static ulong Sum(Ledger ledger, params OperationKind[] kinds) => ledger.Operations
        .Where(signed => kinds.Contains(signed.Operation.Kind)).Aggregate(0UL, (sum, signed) => sum + signed.Operation.Amount.Value);
}
