using System.Threading.Channels;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions.Journal;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Transactions;

/// <summary>
/// The one owner of an account's nonces. A request gets a nonce, the nonce and the transaction go to the journal, and only then to the
/// chain; the same nonce is used until one transaction with it is mined, however often it is priced anew. So a request is carried out at
/// most once, whatever crashes and whatever endpoints answer, and in the end once, since what the journal holds is pursued after a restart.
/// The chain's state decides, never the answer to a sending: the answer may be lost, or wrong.
/// </summary>
public sealed partial class TransactionManager : IAsyncDisposable
{
    private readonly ChainClient _chain;
    private readonly Secp256k1PrivateKey _key;
    private readonly Address _account;
    private readonly ulong _chainId;
    private readonly TransactionOptions _options;
    private readonly TimeProvider _time;
    private readonly FeeMarket _market;
    private readonly NonceJournal _journal;
    private readonly Action<ManagerStep> _observer;
    private readonly Channel<Submission> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, Tracked> _pending = [];
    private readonly Dictionary<string, Tracked> _byId = new(StringComparer.Ordinal);
    private readonly EndedRequests _ended;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _nextLook;
    private ulong _nextNonce;
    private Task _loop = Task.CompletedTask;

    private TransactionManager(ChainClient chain, ulong chainId, Secp256k1PrivateKey key, NonceJournal journal, TransactionOptions options, TimeProvider time, Action<ManagerStep> observer)
    {
        _chain = chain;
        _chainId = chainId;
        _key = key;
        _account = Address.Of(key.PublicKey);
        _journal = journal;
        _options = options;
        _time = time;
        _observer = observer;
        _market = new FeeMarket(chain);
        _ended = new EndedRequests(options.HistoryMax);
        _queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(options.QueueMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    }

    /// <summary>The account whose nonces it owns.</summary>
    public Address Account => _account;

    /// <summary>The transactions under way, by nonce.</summary>
    public IReadOnlyList<PendingTransaction> Pending
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _pending.Values.Select(static t => new PendingTransaction(
                        t.Nonce, t.Request.Id, t.Request.Digest, t.Attempts.Count, t.Attempts.LastOrDefault()?.Transaction.Fees, t.Attempts.LastOrDefault()?.Hash, t.Problem)),
                ];
            }
        }
    }

    /// <summary>Opens the journal, asks the chain for its number and the account's nonce, and goes on with what is under way.</summary>
    /// <param name="chain">The chain; the caller owns it.</param>
    /// <param name="key">The account's key; the caller owns it and keeps it until the manager is disposed of.</param>
    /// <param name="journalPath">The journal, one for each account and chain.</param>
    /// <param name="options">How to work.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static Task<ManagerOpening> OpenAsync(
        ChainClient chain, Secp256k1PrivateKey key, string journalPath, TransactionOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(chain, key, journalPath, options, time, static _ => { }, cancellationToken);

    /// <summary>
    /// Carries out a request once and waits for its end. Asking again with the same name gives the same transaction; cancelling the wait
    /// does not take back what has a nonce.
    /// </summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TransactionOutcome> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Id.Length is 0 or > TransactionRequest.IdCharactersMax || request.Data.Length > SignedTransaction.BytesMax)
        {
            return new TransactionOutcome(TransactionStatus.TooLarge);
        }

        if (TryFind(request, out Task<TransactionOutcome>? known))
        {
            return await known.WaitAsync(cancellationToken);
        }

        ulong gas = request.GasLimit ?? 0;
        if (gas == 0)
        {
            RpcResult<ulong> estimate = await EstimateAsync(request, cancellationToken);
            if (!estimate.IsSuccess)
            {
                return Refusal(estimate.Failure);
            }

            gas = estimate.Value;
        }

        Submission submission = new(request, gas, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(submission, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return new TransactionOutcome(TransactionStatus.Stopped);
        }

        Wake();
        Task<TransactionOutcome> outcome = await submission.Admitted.Task.WaitAsync(cancellationToken);
        return await outcome.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for the end of a transaction that is under way; null if none of that name is.</summary>
    /// <param name="id">The name it was asked for by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TransactionOutcome?> WaitAsync(string id, CancellationToken cancellationToken)
    {
        Task<TransactionOutcome>? outcome;
        lock (_lock)
        {
            outcome = _byId.GetValueOrDefault(id)?.Completion.Task;
        }

        return outcome is null ? null : await outcome.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the loop. Waiting callers get <see cref="TransactionStatus.Stopped"/>; the journal keeps what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _journal.Dispose();
        _stop.Dispose();
    }

    internal static async Task<ManagerOpening> OpenAsync(
        ChainClient chain,
        Secp256k1PrivateKey key,
        string journalPath,
        TransactionOptions options,
        TimeProvider time,
        Action<ManagerStep> observer,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        // The heads tell which endpoints are behind; one of those would tell a nonce that is used.
        await chain.HeadAsync(cancellationToken);
        RpcResult<ulong> chainId = await chain.ChainIdAsync(cancellationToken);
        RpcResult<ulong> nonce = chainId.IsSuccess ? await chain.NonceAsync(Address.Of(key.PublicKey), BlockTag.Latest, cancellationToken) : chainId;
        if (!nonce.IsSuccess)
        {
            return new ManagerOpening(null, JournalFault.None, string.Empty, nonce.Failure);
        }

        JournalRecord.Header header = new(chainId.Value, Address.Of(key.PublicKey));
        NonceJournal? journal = NonceJournal.Open(journalPath, header, out IReadOnlyList<JournalRecord> records, out JournalFault fault, out string detail);
        if (journal is null)
        {
            return new ManagerOpening(null, fault, detail, null);
        }

        TransactionManager manager = new(chain, chainId.Value, key, journal, options, time, observer) { _nextNonce = nonce.Value };
        if (!manager.TryReplay(records))
        {
            journal.Dispose();
            return new ManagerOpening(null, JournalFault.Damaged, "records contradict each other", null);
        }

        manager._loop = manager.RunAsync();
        return new ManagerOpening(manager, JournalFault.None, string.Empty, null);
    }

    private async Task RunAsync()
    {
        Exception? fault = null;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await AdmitAsync();
                await SendAsync();
                await LookAsync();
                await PauseAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The way in which the loop ends.
        }
        catch (Exception broken)
        {
            // Mostly the journal that cannot be written. Nothing may be sent any more, and every caller must know.
            fault = broken;
        }

        _queue.Writer.TryComplete();
        EndAll(fault);
    }

    private void EndAll(Exception? fault)
    {
        TaskCompletionSource<TransactionOutcome> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        End(end);
        while (_queue.Reader.TryRead(out Submission? submission))
        {
            submission.Admitted.TrySetResult(end.Task);
        }

        foreach (Tracked tracked in _pending.Values)
        {
            End(tracked.Completion);
        }

        void End(TaskCompletionSource<TransactionOutcome> completion)
        {
            if (fault is null)
            {
                completion.TrySetResult(new TransactionOutcome(TransactionStatus.Stopped));
            }
            else
            {
                completion.TrySetException(new IOException($"the transactions of {_account} cannot go on: {fault.Message}", fault));
            }
        }
    }

    // Sleeps until something is submitted or due.
    private async Task PauseAsync()
    {
        TaskCompletionSource wake;
        DateTimeOffset due = DateTimeOffset.MaxValue;
        lock (_lock)
        {
            wake = _wake;
            if (_pending.Count > 0)
            {
                DateTimeOffset send = _pending.Values.Min(static t => t.DueAt);
                due = send < _nextLook ? send : _nextLook;
            }
        }

        if (_queue.Reader.TryPeek(out _) && _pending.Count < _options.InFlightMax)
        {
            // Requests wait only because the fees could not be read.
            due = Earlier(due, _time.GetUtcNow() + _options.RetryAfter);
        }

        TimeSpan pause = due == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : due - _time.GetUtcNow();
        if (pause > TimeSpan.Zero || pause == Timeout.InfiniteTimeSpan)
        {
            using CancellationTokenSource timer = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(wake.Task, Task.Delay(pause, _time, timer.Token));
            await timer.CancelAsync();
        }

        lock (_lock)
        {
            if (wake.Task.IsCompleted)
            {
                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private void Wake()
    {
        lock (_lock)
        {
            _wake.TrySetResult();
        }
    }

    /// <summary>A request on its way to the loop.</summary>
    private sealed record Submission(TransactionRequest Request, ulong GasLimit, CancellationToken Cancellation)
    {
        /// <summary>Gives the end of the transaction that carries the request out, once there is one.</summary>
        public TaskCompletionSource<Task<TransactionOutcome>> Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
