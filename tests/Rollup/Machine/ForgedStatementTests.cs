using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;
using P2PProver.Stark;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// What a dishonest prover would like to prove. Every forgery is consistent but for one lie, and each is refused by the constraint or
/// the bus that is there against it.
/// </summary>
public sealed class ForgedStatementTests
{
    private static readonly BatchShape Shape = ShardBatches.Small.Shape;

    [Fact]
    public void Forgery_WithoutALie_Passes() => ShouldPass(Forge(TwoTransfers(), steps => steps));

    [Fact]
    public void WrongStateRoot_IsRefused()
    {
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        ShouldViolate(With(shard, s => s with { StateOut = s.StateIn }), "state after 0");
        ShouldViolate(With(shard, s => s with { StateIn = s.StateOut }), "state before 0");
    }

    [Fact]
    public void WrongEvaluation_IsRefused()
    {
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        ShouldViolate(With(shard, s => s with { EvaluationOut = s.EvaluationOut + Ext5.One }), "evaluation[0] ends");
        ShouldViolate(With(shard, s => s with { EvaluationIn = s.EvaluationIn + Ext5.One }), "evaluation[0] ends");
        ShouldViolate(With(shard, s => s with { Point = s.Point + Ext5.One }), "evaluation[0] ends");
    }

    [Fact]
    public void WrongData_IsRefused()
    {
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        ShouldViolate(With(shard, s => s with { DataOut = s.DataIn }), "data after 0");
    }

    [Fact]
    public void AnotherDomain_IsRefused()
    {
        // The signatures were made for another rollup, so their digits are not those of the messages here.
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        RollupDomain other = RollupDomain.FromBytes(Keccak256.Hash("another"u8));
        ShouldBeRefused(With(shard, s => s with { Domain = other.Elements }));
    }

    [Fact]
    public void SkippedSignature_IsRefused() =>
        ShouldUnbalance(Forge(TwoTransfers(), steps => [steps[0] with { Signature = null }, steps[1]]), ShardBuses.Keys);

    [Fact]
    public void SignatureOfAnotherMessage_IsRefused()
    {
        ShouldBeRefused(Forge(TwoTransfers(), steps => [steps[0], Resigned(steps[1], steps[0].Signature!)]));
        ShouldBeRefused(Forge(TwoTransfers(), steps => [steps[0], steps[1] with { Signature = steps[0].Signature, Digits = steps[0].Digits }]));
    }

    [Fact]
    public void SignatureOfAnotherKey_IsRefused() => ShouldBeRefused(Forge(TwoTransfers(), steps =>
    {
        Operation operation = steps[0].Operation;
        XmssSignature signature = TestKeys.Get(50).Sign(operation.Slot, operation.MessageDigest(Ledger.Domain));
        return [Resigned(steps[0], signature), steps[1]];
    }));

    [Fact]
    public void SignatureWithSwappedSiblings_IsRefused() => ShouldUnbalance(Forge(TwoTransfers(), steps =>
    {
        XmssSignature honest = steps[0].Signature!;
        Digest4[] path = [.. honest.Path];
        (path[3], path[4]) = (path[4], path[3]);
        return [steps[0] with { Signature = new XmssSignature([.. honest.Randomness], [.. honest.Chains], path) }, steps[1]];
    }), ShardBuses.Keys);

    [Fact]
    public void SignatureWithAChangedChain_IsRefused() => ShouldUnbalance(Forge(TwoTransfers(), steps =>
    {
        XmssSignature honest = steps[0].Signature!;
        Digest4[] chains = [.. honest.Chains];
        chains[7] = chains[8];
        return [steps[0] with { Signature = new XmssSignature([.. honest.Randomness], chains, [.. honest.Path]) }, steps[1]];
    }), ShardBuses.Keys);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void DigitsWithAnotherSum_AreRefused(int change) => ShouldBeRefused(Forge(TwoTransfers(), steps =>
    {
        byte[] digits = steps[0].Digits.ToArray();
        int chain = Array.FindIndex(digits, digit => digit is > 0 and < Xmss.Base - 1);
        digits[chain] = (byte)(digits[chain] + change);
        return [steps[0] with { Digits = digits }, steps[1]];
    }));

    [Fact]
    public void InflatedBalance_IsRefused() =>
        ShouldViolate(Forge(TwoTransfers(), steps => [steps[0].WithNew(1, Richer), steps[1]]), "balance limb 0");

    [Fact]
    public void UnderchargedSender_IsRefused() =>
        ShouldViolate(Forge(TwoTransfers(), steps => [steps[0].WithNew(0, Richer), steps[1]]), "balance limb 0");

    [Fact]
    public void Overspend_IsRefused()
    {
        // 2^64 - 1 gwei more than nothing: the difference modulo 2^64.
        Ledger ledger = TwoTransfers(balance: 10);
        ShouldViolate(
            Forge(ledger, steps => [Respend(ledger, steps[0], 11).WithNew(0, a => a with { Balance = new Gwei(ulong.MaxValue) })]),
            "balance limb 2");
    }

    [Fact]
    public void ReplayedSlot_IsRefused()
    {
        Ledger ledger = new Ledger(2, 100, Shape).Transfer(0, 1, 3).Transfer(0, 1, 4);
        ShouldUnbalance(Forge(ledger, steps => [steps[0], Reslot(ledger, steps[1], steps[0].Operation.Slot)]), ShardBuses.Ranges);
    }

    [Fact]
    public void LastSlotLeftBehind_IsRefused() => ShouldViolate(
        Forge(TwoTransfers(), steps => [steps[0].WithNew(0, a => a with { LastSlot = default }), steps[1]]), "a signature moves the last slot");

    [Fact]
    public void ReorderedOperations_AreRefused()
    {
        // Both orders end in the same state, so only the data tells them apart.
        ShardExecution honest = Forge(TwoTransfers(), steps => steps);
        ShardExecution reordered = Forge(new Ledger(4, 100, Shape).Transfer(2, 3, 7).Transfer(0, 1, 5), steps => steps);
        reordered.Statement.StateOut.ShouldBe(honest.Statement.StateOut);
        ShouldViolate(ForgedShards.With(reordered, honest.Statement), "data after 0");
    }

    [Fact]
    public void SwappedSender_IsRefused() => ShouldBeRefused(Forge(TwoTransfers(), steps =>
    {
        Account victim = steps[1].Changes[0].Old;
        Account poorer = victim with { Balance = new Gwei(victim.Balance.Value - 5), LastSlot = steps[0].Operation.Slot };
        return [steps[0] with { Changes = [(2, victim, poorer), steps[0].Changes[1]] }];
    }));

    [Fact]
    public void SwappedReceiver_IsRefused() => ShouldUnbalance(Forge(TwoTransfers(), steps =>
    {
        Account thief = steps[1].Changes[1].Old;
        Account richer = thief with { Balance = new Gwei(thief.Balance.Value + 5) };
        return [steps[0] with { Changes = [steps[0].Changes[0], (3, thief, richer)] }];
    }), ShardBuses.Roots);

    [Fact]
    public void SwappedNewKey_IsRefused() => ShouldUnbalance(
        Forge(new Ledger(2, 100, Shape).Rotate(0, 60, 1), steps => [steps[0].WithNew(0, WithThiefsKey)]), ShardBuses.Accounts);

    [Fact]
    public void SwappedKeyOfANewAccount_IsRefused() =>
        ShouldUnbalance(Forge(new Ledger(2, 100, Shape).Open(2, 5), steps => [steps[0].WithNew(0, WithThiefsKey)]), ShardBuses.Accounts);

    [Fact]
    public void ChangedKeyOfATransfer_IsRefused() =>
        ShouldUnbalance(Forge(TwoTransfers(), steps => [steps[0].WithNew(0, WithThiefsKey), steps[1]]), ShardBuses.Accounts);

    [Fact]
    public void MintedFees_AreRefused()
    {
        Ledger withFee = new Ledger(2, 100, Shape).Transfer(0, 1, 5, 6).Add(Operation.FeeCredit(Ledger.At(1), new Gwei(6)));
        ShouldViolate(Forge(withFee, steps => [steps[0] with { FeesAfter = new Gwei(5) }, steps[1]]), "fees[0] takes the fee in");
        ShouldViolate(Forge(withFee, steps => [steps[0] with { FeesAfter = new Gwei(7) }, steps[1]]), "feeCarry[0] is a bit");
        ShouldViolate(With(Forge(TwoTransfers(), steps => steps), s => s with { FeesOut = new Gwei(1) }), "fees[0] ends");
        ShouldViolate(With(Forge(TwoTransfers(), steps => steps), s => s with { FeesIn = new Gwei(1) }), "fees[0] takes the fee in");
    }

    [Theory]
    [InlineData(7ul)]
    [InlineData(5ul)]
    public void FeeCreditOfAnotherAmount_IsRefused(ulong amount)
    {
        Ledger ledger = new Ledger(2, 100, Shape).Transfer(0, 1, 3, 6).Add(Operation.FeeCredit(Ledger.At(1), new Gwei(6)));
        ShouldViolate(Forge(ledger, steps => [steps[0], Amended(steps[1], Operation.FeeCredit(Ledger.At(1), new Gwei(amount)), 97 + 6 + amount)]),
            "fees[0] is credited");
    }

    [Theory]
    [InlineData(99ul)]
    [InlineData(0ul)]
    public void PartialForcedExit_IsRefused(ulong amount)
    {
        Ledger ledger = new Ledger(2, 100, Shape).Add(Operation.ForcedExit(Ledger.At(1), new Gwei(100)));
        ShouldViolate(Forge(ledger, steps => [Amended(steps[0], Operation.ForcedExit(Ledger.At(1), new Gwei(amount)), 100 - amount)]),
            "newBalance[0] is zero after a forced exit");
    }

    [Fact]
    public void DepositToAnAccountThatIsNotOpen_IsRefused()
    {
        Ledger ledger = new Ledger(2, 100, Shape).Add(Operation.Deposit(Ledger.At(1), new Gwei(5)));
        ShouldUnbalance(Forge(ledger, steps =>
        [
            steps[0] with
            {
                Operation = Operation.Deposit(Ledger.At(2), new Gwei(5)),
                Changes = [(2, default, new Account(default, new Gwei(5), default))],
            },
        ]), ShardBuses.Ranges);
    }

    [Fact]
    public void OpeningOutOfOrder_IsRefused() => ShouldViolate(
        Forge(new Ledger(2, 100, Shape).Open(2, 5), steps =>
        [
            steps[0] with { Operation = Operation.OpenAccount(Ledger.At(3), new Gwei(5), steps[0].Operation.Key), Changes = [(3, default, steps[0].Changes[0].New)] },
        ]),
        "accounts are opened in order");

    [Fact]
    public void OpeningAnAccountThatExists_IsRefused()
    {
        // The count is set back by one, so that the account's number is next again.
        Ledger ledger = new Ledger(3, 100, Shape).Open(3, 5);
        ledger.State.TryGetAccount(2, out Account victim).ShouldBeTrue();
        ShouldViolate(
            Forge(ledger, steps =>
            [
                steps[0] with { Operation = Operation.OpenAccount(Ledger.At(2), new Gwei(5), steps[0].Operation.Key), Changes = [(2, victim, steps[0].Changes[0].New)] },
            ]),
            "key[0] is zero without an account");
    }

    [Fact]
    public void WrongOldBalance_IsRefused() => ShouldUnbalance(Forge(TwoTransfers(), steps =>
    {
        (uint index, Account old, Account changed) = steps[0].Changes[1];
        return [steps[0] with { Changes = [steps[0].Changes[0], (index, Richer(old), Richer(changed))] }, steps[1]];
    }), ShardBuses.Roots);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 1 << 22)]
    [InlineData(6, 1 << 30)]
    [InlineData(7, 1 << 24)]
    public void ElementOutOfRange_IsRefused(int element, int value)
    {
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        ShouldBeRefused(ForgedShards.WithElement(shard, element, KoalaBear.FromCanonical((uint)value)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    public void ElementThatADepositDoesNotHave_IsRefused(int element)
    {
        ShardExecution shard = Forge(new Ledger(2, 100, Shape).Add(Operation.Deposit(Ledger.At(1), new Gwei(5))), steps => steps);
        ShouldViolate(
            ForgedShards.WithElement(shard, element, KoalaBear.One), FormattableString.Invariant($"element {element} is zero where it has no meaning"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void PadThatIsNotZero_IsRefused(int element)
    {
        ShardExecution shard = Forge(TwoTransfers(), steps => steps);
        ShouldBeRefused(ForgedShards.WithElement(shard, (4 * Operation.BlockElements) + element, KoalaBear.One));
    }

    [Fact]
    public void WordThatIsPMinusOne_IsRefused()
    {
        // Blocks without a signature take any words, so one that no encoding may have can be put there: upper bits 127, lower bits 0.
        using ShardCase forged = new(ShardBatches.Small, Forge(TwoTransfers(), steps => steps));
        HashColumns columns = ShardBatches.Small.Hashes.Columns;
        int block = ShardBatches.Small.Layout.BlockRow(Shape.BlocksPerShard - 1);
        KoalaBear[] highs = [.. new uint[] { 3, 15, 63, HashTable.HighLimit }.Select(KoalaBear.FromCanonical)];
        for (int row = ShardLayout.LeafRow; row < ShardLayout.AbsorbRow + ShardLayout.RowsPerWord; row++)
        {
            TraceRow cells = new(forged.Main[0], block + row);
            cells[columns.Words[0]] = -KoalaBear.One;
            if (row >= ShardLayout.AbsorbRow)
            {
                WriteAllHighBits(columns, cells, row - ShardLayout.AbsorbRow, highs);
            }
        }

        forged.Check().ShouldBeOfType<ConstraintViolation>().Constraint.ShouldBe("the word is canonical and not p - 1");
    }

    private static void WriteAllHighBits(HashColumns columns, TraceRow cells, int place, KoalaBear[] highs)
    {
        foreach (Column cleared in columns.Bits.Concat(columns.Sevens).Append(columns.Low))
        {
            cells[cleared] = KoalaBear.Zero;
        }

        cells[columns.Bits[6]] = KoalaBear.One;
        cells[columns.Bits[7]] = place < ShardLayout.RowsPerWord - 1 ? KoalaBear.One : KoalaBear.Zero;
        cells[columns.High] = highs[place];
    }

    private static Ledger TwoTransfers(ulong balance = 100) => new Ledger(4, balance, Shape).Transfer(0, 1, 5).Transfer(2, 3, 7);

    private static Account Richer(Account account) => account with { Balance = new Gwei(account.Balance.Value + 1) };

    private static Account WithThiefsKey(Account account) => account with { Key = TestKeys.Get(70).PublicKey };

    /// <summary>The shard of an honest batch whose steps were changed.</summary>
    private static ShardExecution Forge(Ledger ledger, Func<IReadOnlyList<ForgedStep>, IReadOnlyList<ForgedStep>> change)
    {
        ShardExecution honest = ShardBatches.Execute(ledger).Shards.ShouldHaveSingleItem();
        return ForgedShards.Build(Shape, ledger.State, change([.. honest.Operations.Select(ForgedStep.Honest)]));
    }

    private static ForgedStep Amended(ForgedStep step, Operation operation, ulong balance) =>
        (step with { Operation = operation, FeesAfter = Gwei.Zero }).WithNew(0, account => account with { Balance = new Gwei(balance) });

    /// <summary>A step with another signature and the digits that its randomness really gives.</summary>
    private static ForgedStep Resigned(ForgedStep step, XmssSignature signature)
    {
        byte[] digits = new byte[Xmss.ChainCount];
        Account signer = step.Changes[0].Old;
        XmssVerifier.Digits(signer.Key, step.Operation.Slot, step.Operation.MessageDigest(Ledger.Domain), signature, digits);
        return step with { Signature = signature, Digits = digits };
    }

    private static ForgedStep Respend(Ledger ledger, ForgedStep step, ulong amount)
    {
        Operation old = step.Operation;
        Operation operation = Operation.Transfer(old.Account, old.Receiver, new Gwei(amount), old.Fee, old.Slot);
        ForgedStep changed = Resigned(step with { Operation = operation }, ledger.Sign(operation).Signature!);
        return changed.WithNew(1, account => account with { Balance = new Gwei(changed.Changes[1].Old.Balance.Value + amount) });
    }

    private static ForgedStep Reslot(Ledger ledger, ForgedStep step, Slot slot)
    {
        Operation old = step.Operation;
        Operation operation = Operation.Transfer(old.Account, old.Receiver, old.Amount, old.Fee, slot);
        ForgedStep changed = Resigned(step with { Operation = operation }, ledger.Sign(operation).Signature!);
        return changed.WithNew(0, account => account with { LastSlot = slot });
    }

    private static ShardExecution With(ShardExecution shard, Func<ShardStatement, ShardStatement> change) =>
        ForgedShards.With(shard, change(shard.Statement));

    private static DebugFinding? Check(ShardExecution shard)
    {
        using ShardCase forged = new(ShardBatches.Small, shard);
        return forged.Check();
    }

    private static void ShouldPass(ShardExecution shard)
    {
        DebugFinding? finding = Check(shard);
        finding.ShouldBeNull(finding?.Describe());
    }

    private static void ShouldBeRefused(ShardExecution shard) => Check(shard).ShouldNotBeNull();

    private static void ShouldViolate(ShardExecution shard, string constraint)
    {
        DebugFinding? finding = Check(shard);
        ConstraintViolation violation = finding.ShouldBeOfType<ConstraintViolation>(finding?.Describe() ?? "the forgery passed");
        violation.Constraint.ShouldBe(constraint, violation.Describe());
    }

    private static void ShouldUnbalance(ShardExecution shard, Bus bus)
    {
        DebugFinding? finding = Check(shard);
        BusImbalance imbalance = finding.ShouldBeOfType<BusImbalance>(finding?.Describe() ?? "the forgery passed");
        imbalance.Bus.ShouldBe(bus.Name, imbalance.Describe());
    }
}
