using P2PProver.Crypto;

namespace P2PProver.Contracts.Transactions.Journal;

/// <summary>One fact of the journal.</summary>
/// <param name="Nonce">The nonce that it speaks of; zero for the header.</param>
internal abstract record JournalRecord(ulong Nonce)
{
    /// <summary>Whose journal it is: always the first record.</summary>
    internal sealed record Header(ulong ChainId, Address Account) : JournalRecord(0);

    /// <summary>A nonce was given to a request.</summary>
    internal sealed record Planned(ulong Nonce, ulong GasLimit, TransactionRequest Request) : JournalRecord(Nonce);

    /// <summary>A transaction with these fees is about to be sent.</summary>
    internal sealed record Attempted(ulong Nonce, FeeQuote Fees) : JournalRecord(Nonce);

    /// <summary>A request ended.</summary>
    internal sealed record Ended(ulong Nonce, EndedRequest Request) : JournalRecord(Nonce);
}
