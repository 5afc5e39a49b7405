using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions.Journal;

namespace P2PProver.Contracts.Transactions;

/// <summary>How transactions get to the chain, and what is made of its answers.</summary>
public sealed partial class TransactionManager
{
    private static readonly string[] KnownWords = ["already known", "already imported", "known transaction"];
    private static readonly string[] MinedWords = ["nonce too low", "nonce is too low", "already mined"];
    private static readonly string[] PriceWords = ["underpriced", "fee too low", "less than block base fee", "lower than the block base fee", "gas price too low"];

    private enum SendAnswer
    {
        Taken,
        Lost,
        Underpriced,
        NonceUsed,
        Objected,
    }

    private static SendAnswer Classify(RpcResult<byte[]> result) =>
        result.IsSuccess || Says(result.Failure, KnownWords) ? SendAnswer.Taken
        : result.Failure.IsTransient ? SendAnswer.Lost
        : Says(result.Failure, MinedWords) ? SendAnswer.NonceUsed
        : Says(result.Failure, PriceWords) ? SendAnswer.Underpriced
        : SendAnswer.Objected;

    private static bool Says(RpcFailure failure, string[] words) => words.Any(word => failure.Detail.Contains(word, StringComparison.OrdinalIgnoreCase));

    private async Task SendAsync()
    {
        DateTimeOffset now = _time.GetUtcNow();
        Tracked[] due = [.. _pending.Values.Where(t => t.DueAt <= now)];
        if (due.Length == 0)
        {
            return;
        }

        await RepriceAsync(due, now);
        await Parallel.ForEachAsync(due.Where(static t => t.Attempts.Count > 0), Degree(), async (tracked, stop) =>
        {
            RpcResult<byte[]> result = await _chain.SendRawAsync(tracked.Attempts[^1].Raw, stop);
            Note(tracked, result);
        });
        _observer(ManagerStep.Sent);
    }

    private void Postpone(IEnumerable<Tracked> unsigned, DateTimeOffset now)
    {
        foreach (Tracked tracked in unsigned)
        {
            tracked.DueAt = now + _options.RetryAfter;
        }
    }

    private ParallelOptions Degree() => new() { MaxDegreeOfParallelism = _options.ParallelCalls, CancellationToken = _stop.Token };

    // The answer only says when to try again. Whether it was mined, the chain's state tells.
    private void Note(Tracked tracked, RpcResult<byte[]> result)
    {
        SendAnswer answer = Classify(result);
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            tracked.Problem = answer is SendAnswer.Taken or SendAnswer.NonceUsed ? string.Empty : result.Failure!.ToString();
            tracked.IsUnderpriced = answer == SendAnswer.Underpriced;
            tracked.PricedAt = tracked.PricedAt == default ? now : tracked.PricedAt;
            tracked.DueAt = now + (answer is SendAnswer.Taken or SendAnswer.NonceUsed ? _options.RebroadcastAfter : _options.RetryAfter);
        }
    }

    // A transaction that a node finds too cheap, that waits too long as the next of its account, or that has never been signed, gets a new price.
    private async Task RepriceAsync(Tracked[] due, DateTimeOffset now)
    {
        ulong next = _pending.Keys.First();
        Tracked[] stuck = [.. due.Where(t => t.Attempts.Count == 0 || t.IsUnderpriced || (t.Nonce == next && t.Receipt is null && t.PricedAt != default && now - t.PricedAt >= _options.BumpAfter))];
        RpcResult<FeeQuote> market = stuck.Length == 0 ? new FeeQuote(default, default) : await _market.QuoteAsync(_stop.Token);
        if (!market.IsSuccess)
        {
            Postpone(stuck.Where(static t => t.Attempts.Count == 0), now);
            return;
        }

        List<JournalRecord> records = [];
        foreach (Tracked tracked in stuck)
        {
            FeeQuote? last = tracked.Attempts.LastOrDefault()?.Transaction.Fees;
            FeeQuote fees = last?.Bumped(market.Value) ?? market.Value.CappedAt(_options.FeeCap);
            if (fees.MaxFee > _options.FeeCap)
            {
                tracked.Problem = $"the fee cap of {_options.FeeCap} coins per gas is reached";
                continue;
            }

            lock (_lock)
            {
                Sign(tracked, fees);
                tracked.PricedAt = now;
                tracked.IsUnderpriced = false;
            }

            records.Add(new JournalRecord.Attempted(tracked.Nonce, fees));
        }

        if (records.Count > 0)
        {
            _observer(ManagerStep.Planned);
            _journal.Append(records);
            _observer(ManagerStep.Journaled);
        }
    }
}
