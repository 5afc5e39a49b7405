namespace P2PProver.Contracts.Transactions;

/// <summary>What is remembered of a request that ended.</summary>
/// <param name="Nonce">The nonce it had.</param>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Digest">The hash of what was to be done.</param>
/// <param name="Outcome">Its end, without the receipt.</param>
internal sealed record EndedRequest(ulong Nonce, string Id, Hash32 Digest, TransactionOutcome Outcome)
{
    public static EndedRequest Of(Tracked tracked, TransactionOutcome outcome) =>
        new(tracked.Nonce, tracked.Request.Id, tracked.Request.Digest, outcome with { Receipt = null });
}
