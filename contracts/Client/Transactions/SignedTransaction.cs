namespace P2PProver.Contracts.Transactions;

/// <summary>A transaction ready to be sent.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Hash">The name that receipts are asked for by.</param>
/// <param name="Raw">The bytes for eth_sendRawTransaction.</param>
public sealed record SignedTransaction(Eip1559Transaction Transaction, Hash32 Hash, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The longest transaction that nodes relay, in bytes.</summary>
    public const int BytesMax = 131_072;
}
