using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Execution;

public sealed class ReplayRefusalTests
{
    [Fact]
    public void Overspend_IsRefused()
    {
        Refuse(new Ledger(2, 100).Transfer(0, 1, 101), ReplayFault.Overspend);
        Refuse(new Ledger(2, 100).Transfer(0, 1, 100, 1), ReplayFault.Overspend);
        Refuse(new Ledger(2, 100).Withdraw(0, 100, 1), ReplayFault.Overspend);
        Refuse(new Ledger(2, 100).Rotate(0, 100, 1, 101), ReplayFault.Overspend);
        Refuse(new Ledger(2, 100).Transfer(0, 1, ulong.MaxValue, 1), ReplayFault.Overspend);
        new Ledger(2, 100).Transfer(0, 1, 100).Replay().IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void UnknownAccount_IsRefusedForEveryKind()
    {
        Refuse(new Ledger(2, 100).Transfer(0, 2, 1), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Transfer(2, 0, 1), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Withdraw(2, 0), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Rotate(2, 100, 1), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Add(Operation.Deposit(Ledger.At(2), new Gwei(1))), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Add(Operation.ForcedExit(Ledger.At(2), Gwei.Zero)), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Add(Operation.FeeCredit(Ledger.At(2), Gwei.Zero)), ReplayFault.UnknownAccount);
        Refuse(new Ledger(2, 100).Transfer(0, 0xffffff, 1), ReplayFault.UnknownAccount);
    }

    [Fact]
    public void BalanceBeyondSixtyFourBits_IsRefused()
    {
        Refuse(new Ledger(2, ulong.MaxValue).Transfer(0, 1, 1), ReplayFault.BalanceOverflow);
        Refuse(new Ledger(2, ulong.MaxValue).Add(Operation.Deposit(Ledger.At(1), new Gwei(1))), ReplayFault.BalanceOverflow);
        Refuse(
            new Ledger(2, ulong.MaxValue).Withdraw(0, 1, 1).Add(Operation.FeeCredit(Ledger.At(1), new Gwei(1))),
            ReplayFault.BalanceOverflow,
            1);
        new Ledger(2, ulong.MaxValue).Transfer(0, 0, ulong.MaxValue).Replay().IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void SlotNotAboveTheLast_IsRefused()
    {
        Ledger ledger = new(2, 100);
        Refuse(ledger.Add(Transfer(ledger, 0)), ReplayFault.SlotNotIncreasing);
        ledger.Operations.Clear();
        Refuse(ledger.Add(Transfer(ledger, 5)).Add(Transfer(ledger, 5)), ReplayFault.SlotNotIncreasing, 1);
        ledger.Operations.Clear();
        Refuse(ledger.Add(Transfer(ledger, 5)).Add(Transfer(ledger, 4)), ReplayFault.SlotNotIncreasing, 1);
        ledger.Operations.Clear();
        ledger.Add(Transfer(ledger, 5)).Add(Transfer(ledger, 7)).Replay().IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void SlotOutsideOfTheKeysWindow_IsABadSignature()
    {
        Ledger ledger = new(2, 100);
        SignedOperation honest = ledger.Sign(Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(1), default, new Slot(3)));
        Operation shifted = Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(1), default, new Slot(3 + (1 << 16)));

        Refuse(ledger.Add(honest with { Operation = shifted }), ReplayFault.BadSignature);
    }

    [Fact]
    public void AnyFieldChangedAfterSigning_IsABadSignature()
    {
        Ledger ledger = new(3, 100);
        SignedOperation honest = ledger.Sign(Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(5), new Gwei(1), new Slot(3)));
        Operation[] changed =
        [
            Operation.Transfer(Ledger.At(1), Ledger.At(1), new Gwei(5), new Gwei(1), new Slot(3)),
            Operation.Transfer(Ledger.At(0), Ledger.At(2), new Gwei(5), new Gwei(1), new Slot(3)),
            Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(6), new Gwei(1), new Slot(3)),
            Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(5), new Gwei(2), new Slot(3)),
            Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(5), new Gwei(1), new Slot(4)),
            Operation.Withdraw(Ledger.At(0), new Gwei(5), new Gwei(1), new Slot(3)),
        ];
        foreach (Operation operation in changed)
        {
            ledger.Operations.Clear();
            Refuse(ledger.Add(honest with { Operation = operation }), ReplayFault.BadSignature);
        }
    }

    [Fact]
    public void NewKeyChangedAfterSigning_IsABadSignature()
    {
        Ledger ledger = new Ledger(1, 100).Rotate(0, 100, 1);
        Operation swapped = Operation.RotateKey(Ledger.At(0), Gwei.Zero, new Slot(1), TestKeys.Get(101, 1).PublicKey);
        ledger.Operations[0] = ledger.Operations[0] with { Operation = swapped };

        Refuse(ledger, ReplayFault.BadSignature);
    }

    [Fact]
    public void OldKeyAfterRotation_IsABadSignature()
    {
        Ledger ledger = new Ledger(2, 100).Rotate(0, 100, 1);
        Operation late = Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(1), default, new Slot(2));
        SignedOperation signed = new(late, TestKeys.Get(0).Sign(late.Slot, late.MessageDigest(Ledger.Domain)));

        Refuse(ledger.Add(signed), ReplayFault.BadSignature, 1);
    }

    [Fact]
    public void OtherDomain_IsABadSignature()
    {
        Ledger ledger = new Ledger(2, 100).Transfer(0, 1, 1);
        RollupBatch moved = ledger.Batch with { Domain = RollupDomain.FromBytes(new byte[32]) };

        ReplayResult result = BatchReplay.Run(moved, ledger.State, 1);

        result.Fault.ShouldBe(ReplayFault.BadSignature);
        result.Verdict.ShouldNotBe(SignatureVerdict.Valid);
    }

    [Fact]
    public void SignatureMissingOrTooMany_IsRefused()
    {
        Ledger ledger = new Ledger(2, 100).Transfer(0, 1, 1);
        XmssSignature signature = ledger.Operations[0].Signature!;
        ledger.Operations[0] = ledger.Operations[0] with { Signature = null };
        Refuse(ledger, ReplayFault.SignatureMissing);
        ledger.Operations.Clear();
        Refuse(ledger.Add(new SignedOperation(Operation.Deposit(Ledger.At(0), new Gwei(1)), signature)), ReplayFault.SignatureUnexpected);
    }

    [Fact]
    public void OpenAtAnotherIndex_IsRefused()
    {
        Refuse(new Ledger(2, 100).Open(3, 1), ReplayFault.OpenOutOfOrder);
        Refuse(new Ledger(2, 100).Open(1, 1), ReplayFault.OpenOutOfOrder);
        Refuse(new Ledger(2, 100).Open(2, 1).Open(2, 1), ReplayFault.OpenOutOfOrder, 1);
    }

    [Fact]
    public void OpenBeyondTheTree_IsRefused()
    {
        Ledger full = new(4, 1, new BatchShape(2, 16));

        Refuse(full.Open(4, 1), ReplayFault.TreeFull);
    }

    [Fact]
    public void ForcedExitOfAPart_IsRefused()
    {
        Refuse(new Ledger(2, 100).Add(Operation.ForcedExit(Ledger.At(0), new Gwei(99))), ReplayFault.PartialExit);
        Refuse(new Ledger(2, 100).Add(Operation.ForcedExit(Ledger.At(0), new Gwei(101))), ReplayFault.PartialExit);
    }

    [Fact]
    public void FeesThatDoNotAddUp_AreRefused()
    {
        Refuse(new Ledger(2, 100).Transfer(0, 1, 1, 3).Add(Operation.FeeCredit(Ledger.At(0), new Gwei(4))), ReplayFault.WrongFeeCredit, 1);
        Refuse(new Ledger(2, 100).Transfer(0, 1, 1, 3).Add(Operation.FeeCredit(Ledger.At(0), new Gwei(2))), ReplayFault.WrongFeeCredit, 1);
        Refuse(new Ledger(2, 100).Transfer(0, 1, 1, 3), ReplayFault.FeesNotCredited, 1);
        Refuse(
            new Ledger(2, 100).Add(Operation.FeeCredit(Ledger.At(0), Gwei.Zero)).Add(Operation.Deposit(Ledger.At(0), Gwei.Zero)),
            ReplayFault.AfterFeeCredit,
            1);
    }

    [Fact]
    public void TooManyShardsOrBytes_AreRefused()
    {
        Ledger ledger = new(1, 1);
        Operation deposit = Operation.Deposit(Ledger.At(0), Gwei.Zero);
        ledger.Operations.AddRange(Enumerable.Repeat(new SignedOperation(deposit, null), (64 * 16) + 1));
        Refuse(ledger, ReplayFault.BatchTooLarge, ledger.Operations.Count);

        RollupBatch wide = ledger.Batch with { Shape = new BatchShape(6, 256), Operations = [.. Enumerable.Repeat(ledger.Operations[0], 10_001)] };
        BatchReplay.Run(wide, ledger.State, 1).Fault.ShouldBe(ReplayFault.BatchTooLarge);
    }

    [Fact]
    public void FirstOffender_IsNamedWhateverFollows()
    {
        Ledger ledger = new Ledger(2, 100).Transfer(0, 1, 1).Transfer(1, 0, 1).Transfer(0, 1, 1000);
        KoalaBear[] elements = ledger.Operations[1].Signature!.Elements.ToArray();
        elements[^1] += KoalaBear.One;
        ledger.Operations[1] = ledger.Operations[1] with { Signature = XmssSignature.FromElements(elements) };

        ReplayResult result = ledger.Replay(2);

        result.Fault.ShouldBe(ReplayFault.BadSignature);
        result.OperationIndex.ShouldBe(1);
        result.Verdict.ShouldBe(SignatureVerdict.WrongRoot);
    }

    private static SignedOperation Transfer(Ledger ledger, uint slot) =>
        ledger.Sign(Operation.Transfer(Ledger.At(0), Ledger.At(1), new Gwei(1), default, new Slot(slot)));

    private static void Refuse(Ledger ledger, ReplayFault fault, int operation = 0)
    {
        ReplayResult result = ledger.Replay();
        result.Fault.ShouldBe(fault);
        result.OperationIndex.ShouldBe(operation);
        result.Execution.ShouldBeNull();
        result.IsSuccess.ShouldBeFalse();
    }
}
