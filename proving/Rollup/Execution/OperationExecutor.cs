using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Applies operations one by one to an overlay of the state.</summary>
internal sealed class OperationExecutor
{
    private readonly RollupBatch _batch;
    private readonly StateOverlay _state;
    private readonly List<ExecutedOperation> _executed = [];
    private bool _isClosed;

    public OperationExecutor(RollupBatch batch, IAccountSource state, BatchLayout layout)
    {
        _batch = batch;
        _state = new StateOverlay(state);
        Layout = layout;
    }

    public BatchLayout Layout { get; }

    /// <summary>The operations executed so far.</summary>
    public IReadOnlyList<ExecutedOperation> Executed => _executed;

    /// <summary>The state as it stands.</summary>
    public StateOverlay State => _state;

    /// <summary>The root of the account tree before the batch.</summary>
    public Digest8 RootIn { get; private set; }

    /// <summary>The number of open accounts before the batch.</summary>
    public uint CountIn { get; private set; }

    /// <summary>Fees collected and not credited.</summary>
    public Gwei Fees { get; private set; }

    /// <summary>Executes all operations, or those before the first that cannot be.</summary>
    public ReplayFault RunAll()
    {
        if (!_state.TryGetRoot(out Digest8 root))
        {
            return ReplayFault.StateMissing;
        }

        RootIn = root;
        CountIn = _state.AccountCount;

        foreach (SignedOperation signed in _batch.Operations)
        {
            ReplayFault fault = Run(signed);
            if (fault != ReplayFault.None)
            {
                return fault;
            }
        }

        return Fees == Gwei.Zero ? ReplayFault.None : ReplayFault.FeesNotCredited;
    }

    /// <summary>Verifies all signatures and finds the first that is not valid; the number of executed operations when all are.</summary>
    public int FindBadSignature(int threads, out SignatureVerdict verdict)
    {
        SignatureVerdict[] verdicts = new SignatureVerdict[_executed.Count];
        int[] signed = [.. Enumerable.Range(0, _executed.Count).Where(i => _executed[i].Signed.Signature is not null)];
        int groups = (signed.Length + BatchVerifier.GroupSize - 1) / BatchVerifier.GroupSize;
        ParallelLoop.Run(groups, threads, group => VerifyGroup(signed, group, verdicts));
        int first = Array.FindIndex(verdicts, found => found != SignatureVerdict.Valid);
        verdict = first < 0 ? SignatureVerdict.Valid : verdicts[first];
        return first < 0 ? _executed.Count : first;
    }

    private void VerifyGroup(int[] signed, int group, SignatureVerdict[] verdicts)
    {
        ReadOnlySpan<int> members = signed.AsSpan(group * BatchVerifier.GroupSize);
        members = members[..int.Min(BatchVerifier.GroupSize, members.Length)];
        SignatureClaim[] claims = new SignatureClaim[members.Length];
        for (int i = 0; i < claims.Length; i++)
        {
            ExecutedOperation operation = _executed[members[i]];
            claims[i] = new(operation.SigningKey, operation.Signed.Operation.Slot, operation.Message, operation.Signed.Signature!);
        }

        BatchVerifier.Verify(claims);
        for (int i = 0; i < claims.Length; i++)
        {
            verdicts[members[i]] = claims[i].Verdict;
            _executed[members[i]].Digits = claims[i].Digits;
        }
    }

    private ReplayFault Run(SignedOperation signed)
    {
        Operation operation = signed.Operation;
        if (_isClosed)
        {
            return ReplayFault.AfterFeeCredit;
        }

        if (operation.Kind.IsSigned() != (signed.Signature is not null))
        {
            return signed.Signature is null ? ReplayFault.SignatureMissing : ReplayFault.SignatureUnexpected;
        }

        uint countBefore = _state.AccountCount;
        Gwei feesBefore = Fees;
        ReplayFault fault = Apply(operation, out AccountUpdate[] updates);
        if (fault == ReplayFault.None)
        {
            _executed.Add(new ExecutedOperation
            {
                Signed = signed,
                Updates = updates,
                CountBefore = countBefore,
                CountAfter = _state.AccountCount,
                FeesBefore = feesBefore,
                FeesAfter = Fees,
                Message = operation.Kind.IsSigned() ? operation.MessageDigest(_batch.Domain) : default,
            });
        }

        return fault;
    }

    private ReplayFault Apply(in Operation operation, out AccountUpdate[] updates)
    {
        updates = [];
        if (operation.Kind == OperationKind.OpenAccount)
        {
            return Open(operation, out updates);
        }

        ReplayFault fault = Find(operation.Account, out Account account);
        if (fault != ReplayFault.None)
        {
            return fault;
        }

        fault = operation.Kind.IsSigned() ? Spend(operation, account, out Account changed) : Receive(operation, account, out changed);
        if (fault == ReplayFault.None && operation.Kind.HasReceiver())
        {
            fault = CheckReceiver(operation, changed);
        }

        if (fault == ReplayFault.None)
        {
            fault = Store(operation, account, changed, out updates);
        }

        if (fault == ReplayFault.None)
        {
            Fees = operation.Kind == OperationKind.FeeCredit ? Gwei.Zero : new Gwei(Fees.Value + operation.Fee.Value);
            _isClosed |= operation.Kind == OperationKind.FeeCredit;
        }

        return fault;
    }

    private ReplayFault Open(in Operation operation, out AccountUpdate[] updates)
    {
        updates = [];
        if (operation.Account.Value != _state.AccountCount)
        {
            return ReplayFault.OpenOutOfOrder;
        }

        if (operation.Account.Value >= _batch.Shape.AccountLimit)
        {
            return ReplayFault.TreeFull;
        }

        AccountUpdate? update = _state.Update(operation.Account, default, new Account(operation.Key, operation.Amount, default));
        if (update is null)
        {
            return ReplayFault.StateMissing;
        }

        _state.Open();
        updates = [update];
        return ReplayFault.None;
    }

    private ReplayFault Find(AccountIndex index, out Account account)
    {
        account = default;
        if (index.Value >= _state.AccountCount)
        {
            return ReplayFault.UnknownAccount;
        }

        return _state.TryGetAccount(index.Value, out account) ? ReplayFault.None : ReplayFault.StateMissing;
    }

    /// <summary>Takes amount and fee from the account and moves its slot on.</summary>
    private static ReplayFault Spend(in Operation operation, in Account account, out Account changed)
    {
        changed = default;
        if (operation.Slot <= account.LastSlot)
        {
            return ReplayFault.SlotNotIncreasing;
        }

        if (!Gwei.TryAdd(operation.Amount, operation.Fee, out Gwei cost) || !Gwei.TrySubtract(account.Balance, cost, out Gwei balance))
        {
            return ReplayFault.Overspend;
        }

        PublicKey key = operation.Kind == OperationKind.RotateKey ? operation.Key : account.Key;
        changed = new Account(key, balance, operation.Slot);
        return ReplayFault.None;
    }

    /// <summary>What the contract's queue or the end of a batch does to an account.</summary>
    private ReplayFault Receive(in Operation operation, in Account account, out Account changed)
    {
        changed = default;
        if (operation.Kind == OperationKind.ForcedExit)
        {
            changed = account with { Balance = Gwei.Zero };
            return operation.Amount == account.Balance ? ReplayFault.None : ReplayFault.PartialExit;
        }

        if (operation.Kind == OperationKind.FeeCredit && operation.Amount != Fees)
        {
            return ReplayFault.WrongFeeCredit;
        }

        bool fits = Gwei.TryAdd(account.Balance, operation.Amount, out Gwei balance);
        changed = account with { Balance = balance };
        return fits ? ReplayFault.None : ReplayFault.BalanceOverflow;
    }

    private ReplayFault CheckReceiver(in Operation operation, in Account changedSender)
    {
        ReplayFault fault = Find(operation.Receiver, out Account receiver);
        if (fault != ReplayFault.None)
        {
            return fault;
        }

        receiver = operation.Receiver == operation.Account ? changedSender : receiver;
        return Gwei.TryAdd(receiver.Balance, operation.Amount, out _) ? ReplayFault.None : ReplayFault.BalanceOverflow;
    }

    private ReplayFault Store(in Operation operation, in Account account, in Account changed, out AccountUpdate[] updates)
    {
        updates = [];
        AccountUpdate? first = _state.Update(operation.Account, account, changed);
        AccountUpdate? second = null;
        if (first is not null && operation.Kind.HasReceiver() && _state.TryGetAccount(operation.Receiver.Value, out Account receiver))
        {
            Account credited = receiver with { Balance = new Gwei(receiver.Balance.Value + operation.Amount.Value) };
            second = _state.Update(operation.Receiver, receiver, credited);
        }

        if (first is null || (second is null && operation.Kind.HasReceiver()))
        {
            return ReplayFault.StateMissing;
        }

        updates = second is null ? [first] : [first, second];
        return ReplayFault.None;
    }
}
