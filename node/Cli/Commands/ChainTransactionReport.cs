using System.Text.Json.Nodes;

namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of a verb that sends a transaction, or of its --dry-run. Amounts are coins of the chain as decimal text.</summary>
/// <param name="Action">What was done.</param>
/// <param name="DryRun">Whether nothing was sent.</param>
/// <param name="From">The account that pays.</param>
/// <param name="To">The contract.</param>
/// <param name="Value">The coins sent with it.</param>
/// <param name="Gas">With --dry-run: the gas that it would use.</param>
/// <param name="MaxFeeGwei">With --dry-run: the most that it would offer per gas.</param>
/// <param name="CostMax">With --dry-run: the most that gas would cost.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Block">The block that it is in.</param>
/// <param name="GasUsed">The gas that it used.</param>
/// <param name="Paid">What the gas cost.</param>
/// <param name="Details">What the verb adds.</param>
public sealed record ChainTransactionReport(
    string Action,
    bool DryRun,
    string From,
    string? To,
    string Value,
    ulong? Gas,
    string? MaxFeeGwei,
    string? CostMax,
    string? Transaction,
    ulong? Block,
    ulong? GasUsed,
    string? Paid,
    JsonObject? Details);
