namespace P2PProver.Rollup;

/// <summary>Accounts and payments between them, as input for batches.</summary>
/// <param name="Labels">What each account is called where it comes from, by index.</param>
/// <param name="Transfers">The payments in order.</param>
public sealed record Workload(IReadOnlyList<string> Labels, IReadOnlyList<TransferRequest> Transfers);
