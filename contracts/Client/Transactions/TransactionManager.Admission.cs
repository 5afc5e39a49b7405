using System.Diagnostics.CodeAnalysis;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions.Journal;

namespace P2PProver.Contracts.Transactions;

/// <summary>How requests get nonces: names first, then the journal.</summary>
public sealed partial class TransactionManager
{
    private const int Percent = 100;
    private const ulong GasMax = 1UL << 40;

    // The end of a request of that name, if it is known.
    private bool TryFind(TransactionRequest request, [NotNullWhen(true)] out Task<TransactionOutcome>? outcome)
    {
        lock (_lock)
        {
            outcome = _byId.TryGetValue(request.Id, out Tracked? tracked) ? OutcomeOf(tracked, request)
                : _ended.Find(request.Id) is not { } ended ? null
                : ended.Digest == request.Digest ? Task.FromResult(ended.Outcome)
                : Conflict();
            return outcome is not null;
        }
    }

    private static Task<TransactionOutcome> OutcomeOf(Tracked tracked, TransactionRequest request) =>
        tracked.Request.Digest == request.Digest ? tracked.Completion.Task : Conflict();

    private static Task<TransactionOutcome> Conflict() => Task.FromResult(new TransactionOutcome(TransactionStatus.IdConflict));

    private async Task<RpcResult<ulong>> EstimateAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        CallRequest call = new(request.To, request.Data) { From = _account, Value = request.Value };
        RpcResult<ulong> estimate = await _chain.EstimateGasAsync(call, cancellationToken);
        return !estimate.IsSuccess ? estimate
            : estimate.Value > GasMax ? new RpcFailure(RpcFault.Malformed, "an estimate beyond any block")
            : estimate.Value + (estimate.Value * (ulong)_options.GasMarginPercent / Percent);
    }

    private TransactionOutcome Refusal(RpcFailure failure) => failure.Fault switch
    {
        RpcFault.Reverted or RpcFault.Refused => new TransactionOutcome(TransactionStatus.WouldRevert)
        {
            Failure = failure,
            Reason = failure.RevertData.IsEmpty ? new RevertReason(string.Empty, failure.Detail) : RevertReason.Read(failure.RevertData.Span, [.. _options.Contracts]),
        },
        RpcFault.RequestTooLarge => new TransactionOutcome(TransactionStatus.TooLarge) { Failure = failure },
        _ => new TransactionOutcome(TransactionStatus.ChainUnavailable) { Failure = failure },
    };

    private bool TryReplay(IReadOnlyList<JournalRecord> records)
    {
        foreach (JournalRecord record in records)
        {
            bool fits = record switch
            {
                JournalRecord.Planned plan => _pending.TryAdd(plan.Nonce, new Tracked(plan.Nonce, plan.GasLimit, plan.Request)) && _byId.TryAdd(plan.Request.Id, _pending[plan.Nonce]),
                JournalRecord.Attempted attempt => _pending.TryGetValue(attempt.Nonce, out Tracked? tracked) && Add(tracked, attempt.Fees),
                JournalRecord.Ended end => Replay(end),
                _ => false,
            };
            if (!fits)
            {
                return false;
            }

            _nextNonce = Math.Max(_nextNonce, record.Nonce + 1);
        }

        return true;

        bool Replay(JournalRecord.Ended end)
        {
            _ended.Add(end.Request);
            return !_pending.TryGetValue(end.Nonce, out Tracked? tracked) || Retire(tracked, end.Request.Outcome);
        }

        bool Add(Tracked tracked, FeeQuote fees)
        {
            Sign(tracked, fees);
            return true;
        }
    }

    private void Sign(Tracked tracked, FeeQuote fees)
    {
        TransactionRequest request = tracked.Request;
        Eip1559Transaction transaction = new(_chainId, tracked.Nonce, fees, tracked.GasLimit, request.To, request.Value, request.Data);
        tracked.Attempts.Add(transaction.Sign(_key));
    }

    // Gives nonces to as many requests as may be under way, writes them all down at once, and leaves the sending to the next step.
    private async Task AdmitAsync()
    {
        if (_pending.Count >= _options.InFlightMax || !_queue.Reader.TryPeek(out _))
        {
            return;
        }

        RpcResult<FeeQuote> market = await _market.QuoteAsync(_stop.Token);
        if (!market.IsSuccess)
        {
            return;
        }

        FeeQuote fees = market.Value.CappedAt(_options.FeeCap);
        List<Tracked> admitted = [];
        while (_pending.Count + admitted.Count < _options.InFlightMax && _queue.Reader.TryRead(out Submission? submission))
        {
            if (Plan(submission, admitted) is { } planned)
            {
                Sign(planned, fees);
                admitted.Add(planned);
            }
        }

        if (admitted.Count == 0)
        {
            return;
        }

        _observer(ManagerStep.Planned);
        _journal.Append([.. admitted.SelectMany(t => new JournalRecord[] { new JournalRecord.Planned(t.Nonce, t.GasLimit, t.Request), new JournalRecord.Attempted(t.Nonce, fees) })]);
        _observer(ManagerStep.Journaled);
        lock (_lock)
        {
            foreach (Tracked tracked in admitted)
            {
                _pending.Add(tracked.Nonce, tracked);
                _byId.Add(tracked.Request.Id, tracked);
            }
        }
    }

    private Tracked? Plan(Submission submission, List<Tracked> admitted)
    {
        if (submission.Cancellation.IsCancellationRequested)
        {
            return null;
        }

        // Two callers may have asked for the same name before either had a nonce.
        Task<TransactionOutcome>? known = null;
        Tracked? twin = admitted.Find(t => t.Request.Id == submission.Request.Id);
        if (twin is not null || TryFind(submission.Request, out known))
        {
            submission.Admitted.TrySetResult(twin is null ? known! : OutcomeOf(twin, submission.Request));
            return null;
        }

        Tracked planned = new(_nextNonce++, submission.GasLimit, submission.Request);
        submission.Admitted.TrySetResult(planned.Completion.Task);
        return planned;
    }
}
