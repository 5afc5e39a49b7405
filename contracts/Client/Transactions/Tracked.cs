using P2PProver.Contracts.Chain;

namespace P2PProver.Contracts.Transactions;

/// <summary>A request with a nonce, until it has ended. Owned by the manager's loop.</summary>
internal sealed class Tracked(ulong nonce, ulong gasLimit, TransactionRequest request)
{
    public ulong Nonce { get; } = nonce;

    public ulong GasLimit { get; } = gasLimit;

    public TransactionRequest Request { get; } = request;

    /// <summary>The signed transactions of this nonce, the last being the dearest.</summary>
    public List<SignedTransaction> Attempts { get; } = [];

    public TaskCompletionSource<TransactionOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the last attempt is to be sent, or sent again.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When the last attempt was first sent.</summary>
    public DateTimeOffset PricedAt { get; set; }

    /// <summary>Whether a node asked for a higher price.</summary>
    public bool IsUnderpriced { get; set; }

    public string Problem { get; set; } = string.Empty;

    /// <summary>The receipt of the last look; null if there was none.</summary>
    public TransactionReceipt? Receipt { get; set; }
}
