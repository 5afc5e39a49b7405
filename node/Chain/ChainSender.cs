using System.Globalization;
using System.Text.Json.Nodes;
using P2PProver.Contracts;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Mesh;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Node.Cli;
using P2PProver.Node.Cli.Commands;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Chain;

/// <summary>Tries or sends one call for a verb, and reports what it costs or cost.</summary>
internal static class ChainSender
{
    /// <summary>
    /// Tries a call with --dry-run, sends it otherwise and waits until it is mined. What an earlier command left under way is finished
    /// first; if it was this very call, it is not sent again.
    /// </summary>
    /// <param name="invocation">The run.</param>
    /// <param name="options">Its options.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="plan">What to do, and how to report it.</param>
    /// <param name="cancellation">Ends the wait; what was sent stays in the journal.</param>
    /// <exception cref="CodedException">The chain fails, or the call reverts.</exception>
    public static async Task<ExitCode> RunAsync(Invocation invocation, ChainOptions options, ChainClient chain, SendPlan plan, CancellationToken cancellation)
    {
        if (options.IsDryRun(invocation))
        {
            Address from = AccountKeys.AddressOf(invocation, options) ?? throw new CodedException(ErrorCatalogue.BadArgument, "--account is missing: the account that would send");
            ulong gas = await EstimateAsync(chain, plan, from, cancellation);
            FeeQuote fees = (await new FeeMarket(chain).QuoteAsync(cancellation)).Require("reading the fees");
            RollupOptions.Write(invocation.Shell, plan.Schema, new ChainTransactionReport(
                plan.Action, true, from.ToString(), plan.Call.To?.ToString(), plan.Call.Value.ToString(), gas, Price(fees.MaxFee), (fees.MaxFee * gas).ToString(), null, null, null, null, Details(plan, null)));
            return ExitCode.Ok;
        }

        using Secp256k1PrivateKey key = AccountKeys.Open(invocation, options);
        await using TransactionManager manager = await OpenAsync(invocation, chain, key, cancellation);
        TransactionOutcome outcome = await FinishEarlierAsync(invocation, manager, plan, cancellation)
            ?? await manager.SendAsync(plan.Call.ToRequest(NewId(invocation, plan)), cancellation);
        if (!outcome.IsSuccess)
        {
            throw ChainFailures.Of(outcome, plan.Action);
        }

        Wei paid = outcome.Receipt is { } receipt ? receipt.EffectiveGasPrice * receipt.GasUsed : Wei.Zero;
        RollupOptions.Write(invocation.Shell, plan.Schema, new ChainTransactionReport(
            plan.Action, false, manager.Account.ToString(), plan.Call.To?.ToString(), plan.Call.Value.ToString(), null, null, null,
            outcome.Transaction?.ToString(), outcome.BlockNumber, outcome.Receipt?.GasUsed, paid.ToString(), Details(plan, outcome.Receipt)));
        return ExitCode.Ok;
    }

    /// <summary>Opens the one manager of an account on a chain; its journal is in the data directory.</summary>
    /// <exception cref="CodedException">The chain or the journal cannot be used.</exception>
    public static async Task<TransactionManager> OpenAsync(Invocation invocation, ChainClient chain, Secp256k1PrivateKey key, CancellationToken cancellation)
    {
        ulong chainId = (await chain.ChainIdAsync(cancellation)).Require("asking the chain for its number");
        string name = string.Create(CultureInfo.InvariantCulture, $"{chainId}-{Address.Of(key.PublicKey)}.journal");
        string path = Path.Combine(invocation.Settings.Get(KnownSettings.DataDir), "chain", name);
        TransactionOptions options = new() { Contracts = MeshAbis.Errors, PollInterval = TimeSpan.FromMilliseconds(500) };
        ManagerOpening opening = await TransactionManager.OpenAsync(chain, key, path, options, invocation.Time, cancellation);
        return opening.Manager ?? throw ChainFailures.Of(opening, path);
    }

    /// <summary>A name for a new request that no other has.</summary>
    public static string NewId(Invocation invocation, SendPlan plan) => string.Create(
        CultureInfo.InvariantCulture, $"{plan.Schema}@{invocation.Time.GetUtcNow().UtcTicks}:{System.Security.Cryptography.RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    private static async Task<ulong> EstimateAsync(ChainClient chain, SendPlan plan, Address from, CancellationToken cancellation)
    {
        RpcResult<ulong> gas = await chain.EstimateGasAsync(plan.Call.ToTrial(from), cancellation);
        return gas.IsSuccess ? gas.Value
            : gas.Failure.Fault is RpcFault.Reverted or RpcFault.Refused
                ? throw new CodedException(ErrorCatalogue.ContractRefused, $"{plan.Action} would revert: {(gas.Failure.RevertData.IsEmpty ? gas.Failure.Detail : RevertReason.Read(gas.Failure.RevertData.Span, [.. MeshAbis.Errors]))}")
                : throw ChainFailures.Of(gas.Failure, plan.Action);
    }

    private static async Task<TransactionOutcome?> FinishEarlierAsync(Invocation invocation, TransactionManager manager, SendPlan plan, CancellationToken cancellation)
    {
        TransactionOutcome? same = null;
        foreach (PendingTransaction pending in manager.Pending)
        {
            invocation.Shell.Note($"finishing what an earlier command left under way: {pending.Id}");
            TransactionOutcome? outcome = await manager.WaitAsync(pending.Id, cancellation);
            same = pending.Digest == plan.Call.ToRequest(pending.Id).Digest ? outcome : same;
        }

        return same;
    }

    private static string Price(Wei perGas) => ((decimal)(ulong)perGas.Value / (ulong)Wei.Gwei.Value).ToString(CultureInfo.InvariantCulture);

    private static JsonObject? Details(SendPlan plan, TransactionReceipt? receipt)
    {
        JsonObject details = plan.Details(receipt);
        return details.Count == 0 ? null : details;
    }
}
