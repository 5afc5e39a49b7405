using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Transactions;

/// <summary>How a transaction manager works.</summary>
public sealed record TransactionOptions
{
    /// <summary>How many blocks, its own included, a transaction must have before it counts.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>How many blocks must lie over a foreign transaction with our nonce before ours is given up.</summary>
    public int TakenDepth { get; init; } = 12;

    /// <summary>The most transactions under way; nodes keep only so many of one account.</summary>
    public int InFlightMax { get; init; } = 16;

    /// <summary>The most requests that wait for a place; further callers wait.</summary>
    public int QueueMax { get; init; } = 256;

    /// <summary>The most ended requests whose names are remembered.</summary>
    public int HistoryMax { get; init; } = 4096;

    /// <summary>How often the chain is asked about transactions under way.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a failed sending it is tried again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a sending the same bytes are sent again: nodes forget.</summary>
    public TimeSpan RebroadcastAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a transaction may be the next of its account before it offers more.</summary>
    public TimeSpan BumpAfter { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The most that is ever offered per gas.</summary>
    public Wei FeeCap { get; init; } = Wei.Gwei * 500;

    /// <summary>What an estimate of gas is raised by, in percent: state moves between estimate and block.</summary>
    public int GasMarginPercent { get; init; } = 25;

    /// <summary>Calls to the chain at once.</summary>
    public int ParallelCalls { get; init; } = 8;

    /// <summary>The contracts whose custom errors are decoded.</summary>
    public IReadOnlyList<ContractAbi> Contracts { get; init; } = [];
}
