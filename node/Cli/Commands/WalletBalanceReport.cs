namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>wallet balance</c> as JSON, schema <c>p2pprover.wallet.balance/1</c>.</summary>
/// <param name="Address">The account on chain.</param>
/// <param name="Coins">What it has on chain.</param>
/// <param name="Credited">What the rollup has credited to it, in coins: 'wallet claim' takes it.</param>
/// <param name="Index">The account of the rollup.</param>
/// <param name="BalanceGwei">What it has in the last settled state.</param>
public sealed record WalletBalanceReport(string Address, string Coins, string Credited, uint? Index, ulong? BalanceGwei);
