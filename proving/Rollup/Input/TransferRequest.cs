namespace P2PProver.Rollup;

/// <summary>A payment of a workload, not signed yet.</summary>
/// <param name="From">The payer.</param>
/// <param name="To">The payee.</param>
/// <param name="Amount">The amount.</param>
public sealed record TransferRequest(AccountIndex From, AccountIndex To, Gwei Amount);
