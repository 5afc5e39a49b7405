namespace P2PProver.Contracts.Transactions;

/// <summary>A transaction under way, for status pages.</summary>
/// <param name="Nonce">Its nonce.</param>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Digest">The hash of what is to be done, without its name.</param>
/// <param name="Attempts">How many differently priced transactions share the nonce.</param>
/// <param name="Fees">What the last of them offers.</param>
/// <param name="Transaction">The hash of the last of them; null before the first.</param>
/// <param name="Problem">What the chain last objected to; empty if nothing.</param>
public sealed record PendingTransaction(ulong Nonce, string Id, Hash32 Digest, int Attempts, FeeQuote? Fees, Hash32? Transaction, string Problem);
