using System.Collections.Concurrent;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions.Journal;

namespace P2PProver.Contracts.Transactions;

/// <summary>How the manager learns what became of its transactions.</summary>
public sealed partial class TransactionManager
{
    private async Task LookAsync()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_pending.Count == 0 || now < _nextLook)
        {
            return;
        }

        RpcResult<ulong> head = await _chain.HeadAsync(_stop.Token);
        RpcResult<ulong> nonce = head.IsSuccess ? await _chain.NonceAsync(_account, BlockTag.Latest, _stop.Token) : head;
        _nextLook = _time.GetUtcNow() + _options.PollInterval;
        if (!nonce.IsSuccess)
        {
            return;
        }

        _nextNonce = Math.Max(_nextNonce, nonce.Value);
        if (nonce.Value < _pending.Keys.First())
        {
            await SendAgainAsync(nonce.Value);
            return;
        }

        Tracked[] mined = [.. _pending.Values.Where(t => t.Nonce < nonce.Value)];
        ConcurrentBag<(Tracked Tracked, TransactionOutcome Outcome)> ended = [];
        await Parallel.ForEachAsync(mined, Degree(), async (tracked, stop) =>
        {
            if (await LookAtAsync(tracked, head.Value, stop) is { } outcome)
            {
                ended.Add((tracked, outcome));
            }
        });
        await MissingAsync(mined, head.Value, ended);
        End([.. ended.OrderBy(static e => e.Tracked.Nonce)]);
    }

    // The receipt of whichever attempt was mined; an outcome once it is deep enough.
    private async Task<TransactionOutcome?> LookAtAsync(Tracked tracked, ulong head, CancellationToken stop)
    {
        tracked.Receipt = null;
        foreach (SignedTransaction attempt in Enumerable.Reverse(tracked.Attempts))
        {
            RpcResult<TransactionReceipt?> receipt = await _chain.ReceiptAsync(attempt.Hash, stop);
            if (receipt.IsSuccess && receipt.Value is { } found && found.TransactionHash == attempt.Hash)
            {
                tracked.Receipt = found;
                bool isDeep = head + 1 >= found.BlockNumber + (ulong)_options.Confirmations;
                return isDeep ? await OutcomeAsync(tracked, found, stop) : null;
            }
        }

        return null;
    }

    private async Task<TransactionOutcome> OutcomeAsync(Tracked tracked, TransactionReceipt receipt, CancellationToken stop)
    {
        TransactionOutcome outcome = new(receipt.Succeeded ? TransactionStatus.Succeeded : TransactionStatus.Reverted)
        {
            Transaction = receipt.TransactionHash,
            BlockNumber = receipt.BlockNumber,
            Receipt = receipt,
        };
        if (receipt.Succeeded || receipt.BlockNumber == 0)
        {
            return outcome;
        }

        // The state before the block is mostly the one that the transaction met.
        CallRequest call = new(tracked.Request.To, tracked.Request.Data) { From = _account, Value = tracked.Request.Value, Gas = tracked.GasLimit };
        RpcResult<byte[]> replay = await _chain.CallAsync(call, BlockTag.At(receipt.BlockNumber - 1), stop);
        return replay.Failure is { Fault: RpcFault.Reverted } failure
            ? outcome with { Reason = RevertReason.Read(failure.RevertData.Span, [.. _options.Contracts]) }
            : outcome;
    }

    // No receipt although the nonce is used: an endpoint that is behind, or the key used elsewhere. Only the other transaction tells, once it is deep.
    private async Task MissingAsync(Tracked[] mined, ulong head, ConcurrentBag<(Tracked Tracked, TransactionOutcome Outcome)> ended)
    {
        ulong depth = (ulong)Math.Max(_options.TakenDepth, _options.Confirmations);
        Tracked[] missing = [.. mined.Where(static t => t.Receipt is null)];
        if (missing.Length == 0 || head < depth)
        {
            return;
        }

        RpcResult<ulong> old = await _chain.NonceAsync(_account, BlockTag.At(head - depth), _stop.Token);
        foreach (Tracked tracked in missing.Where(t => old.IsSuccess && old.Value > t.Nonce))
        {
            Hash32? taker = await TakerAsync(tracked.Nonce, head - depth);
            if (taker is not null && !tracked.Attempts.Exists(attempt => attempt.Hash == taker))
            {
                ended.Add((tracked, new TransactionOutcome(TransactionStatus.NonceTaken) { Reason = new RevertReason(string.Empty, $"the nonce was used by {taker}") }));
            }
        }
    }

    // The transaction that used a nonce, found in its block; null where the endpoints do not show it. A missing receipt proves nothing.
    private async Task<Hash32?> TakerAsync(ulong nonce, ulong high)
    {
        ulong low = high;
        for (ulong step = 1; ; step *= 2)
        {
            RpcResult<ulong> count = await _chain.NonceAsync(_account, BlockTag.At(low), _stop.Token);
            if (!count.IsSuccess)
            {
                return null;
            }

            if (count.Value <= nonce)
            {
                break;
            }

            if (low == 0)
            {
                return null;
            }

            high = low;
            low = low > step ? low - step : 0;
        }

        while (high - low > 1)
        {
            ulong middle = low + ((high - low) / 2);
            RpcResult<ulong> count = await _chain.NonceAsync(_account, BlockTag.At(middle), _stop.Token);
            if (!count.IsSuccess)
            {
                return null;
            }

            (low, high) = count.Value <= nonce ? (middle, high) : (low, middle);
        }

        return (await _chain.TransactionOfAsync(high, _account, nonce, _stop.Token)).Or(null);
    }

    // The chain waits for a nonce that had ended: a reorganisation deeper than the confirmations took it back.
    private async Task SendAgainAsync(ulong nonce)
    {
        if (_ended.Recent(nonce) is { } lost)
        {
            await _chain.SendRawAsync(lost.Attempts[^1].Raw, _stop.Token);
        }
    }

    private void End((Tracked Tracked, TransactionOutcome Outcome)[] ended)
    {
        if (ended.Length == 0)
        {
            return;
        }

        _observer(ManagerStep.Seen);
        _journal.Append([.. ended.Select(static e => new JournalRecord.Ended(e.Tracked.Nonce, EndedRequest.Of(e.Tracked, e.Outcome)))]);
        _observer(ManagerStep.Ended);
        lock (_lock)
        {
            foreach ((Tracked tracked, TransactionOutcome outcome) in ended)
            {
                _ended.Add(EndedRequest.Of(tracked, outcome));
                Retire(tracked, outcome);
            }
        }

        if (_journal.IsLarge)
        {
            _journal.Compact(new JournalRecord.Header(_chainId, _account), Records());
        }
    }

    private bool Retire(Tracked tracked, TransactionOutcome outcome)
    {
        _pending.Remove(tracked.Nonce);
        _byId.Remove(tracked.Request.Id);
        _ended.AddRecent(tracked);
        tracked.Completion.TrySetResult(outcome);
        return true;
    }

    // What a compacted journal holds: the ends that are remembered, then what is under way.
    private IEnumerable<JournalRecord> Records()
    {
        foreach (EndedRequest ended in _ended.All)
        {
            yield return new JournalRecord.Ended(ended.Nonce, ended);
        }

        foreach (Tracked tracked in _pending.Values)
        {
            yield return new JournalRecord.Planned(tracked.Nonce, tracked.GasLimit, tracked.Request);
            foreach (SignedTransaction attempt in tracked.Attempts)
            {
                yield return new JournalRecord.Attempted(tracked.Nonce, attempt.Transaction.Fees);
            }
        }
    }
}
