namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>stake status</c> as JSON, schema <c>p2pprover.stake.status/1</c>. Amounts are coins.</summary>
/// <param name="Node">The node's account.</param>
/// <param name="Registered">Whether it is registered.</param>
/// <param name="Payout">Where its rewards go.</param>
/// <param name="Stake">All of its stake.</param>
/// <param name="Active">What of it counts now.</param>
/// <param name="Locked">What of it is locked for claims.</param>
/// <param name="OpenClaims">Calls of claims that are open.</param>
/// <param name="WithdrawableFrom">When it can be withdrawn, in seconds since 1970, if its exit was requested.</param>
/// <param name="TotalActive">What counts of all nodes together.</param>
/// <param name="Block">The block that this was read at.</param>
public sealed record StakeStatusReport(
    string Node, bool Registered, string? Payout, string Stake, string Active, string Locked, ulong OpenClaims, ulong? WithdrawableFrom, string TotalActive, ulong Block);
