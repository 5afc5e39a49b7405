using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Transactions;

/// <summary>How a request ended.</summary>
/// <param name="Status">The end.</param>
public sealed record TransactionOutcome(TransactionStatus Status)
{
    /// <summary>The transaction that was mined; null if none was.</summary>
    public Hash32? Transaction { get; init; }

    /// <summary>The block it was mined in; zero if none.</summary>
    public ulong BlockNumber { get; init; }

    /// <summary>Gas, logs and the rest; null where it was mined before the manager was opened and its journal keeps only the end.</summary>
    public TransactionReceipt? Receipt { get; init; }

    /// <summary>Why it reverted; null if it did not, or the chain no longer tells.</summary>
    public RevertReason? Reason { get; init; }

    /// <summary>What the chain answered where it could not be asked.</summary>
    public RpcFailure? Failure { get; init; }

    /// <summary>Whether it did what it was to do.</summary>
    public bool IsSuccess => Status == TransactionStatus.Succeeded;

    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Join(' ', new[] { $"{Status}", Transaction?.ToString(), Reason?.ToString(), Failure?.ToString() }.Where(static part => part is not null));
}
