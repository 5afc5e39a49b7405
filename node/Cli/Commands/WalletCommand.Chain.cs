using System.CommandLine;
using System.Text.Json.Nodes;
using P2PProver.Contracts;
using P2PProver.Contracts.Mesh;
using P2PProver.Crypto;
using P2PProver.Node.Batches;
using P2PProver.Node.Chain;
using P2PProver.Node.Errors;
using P2PProver.Node.Wallets;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover wallet open | deposit | force-exit | escape | claim | balance</c>: the account on chain.</summary>
public sealed partial class WalletCommand
{
    private const string OpenSchema = "p2pprover.wallet.open/1";
    private const string DepositSchema = "p2pprover.wallet.deposit/1";
    private const string ForceExitSchema = "p2pprover.wallet.force-exit/1";
    private const string EscapeSchema = "p2pprover.wallet.escape/1";
    private const string ClaimSchema = "p2pprover.wallet.claim/1";
    private const string BalanceSchema = "p2pprover.wallet.balance/1";
    private const long StateBytesMax = 1L << 30;

    private static IEnumerable<Verb> BuildChainVerbs() => [BuildOpen(), BuildDeposit(), BuildForceExit(), BuildEscape(), BuildClaim(), BuildBalance()];

    private static Verb BuildOpen()
    {
        ChainOptions options = new();
        Argument<string> name = NameArgument();
        Option<string> amount = new("--amount") { Description = "What the account begins with", HelpName = "COINS", DefaultValueFactory = _ => "0" };
        Option<string?> owner = new("--owner") { Description = "Who receives its withdrawals; without it, the account that sends", HelpName = "ADDRESS" };
        Verb verb = new("open", "Open the rollup account of a wallet on chain")
        {
            Details = ["The index that the account gets is in the report. The account can be used once a batch has taken its opening from the queue."],
            Examples = [new Example("p2pprover wallet open alice --network net.json --account key.json --password-file pw --amount 0.5", "Open it with half a coin")],
            JsonSchema = OpenSchema,
            Body = (invocation, cancellation) => OpenAsync(
                invocation, options, invocation.Arguments.GetValue(name)!, ChainValues.Coins(invocation.Arguments.GetValue(amount)!, "--amount"), invocation.Arguments.GetValue(owner), cancellation),
        };
        verb.Add(name);
        options.AddForSending(verb);
        verb.Add(amount);
        verb.Add(owner);
        return verb;
    }

    private static Verb BuildDeposit()
    {
        ChainOptions options = new();
        Argument<uint> index = IndexArgument();
        Option<string> amount = new("--amount") { Description = "What to deposit", HelpName = "COINS", Required = true };
        Verb verb = new("deposit", "Deposit coins to a rollup account")
        {
            Examples = [new Example("p2pprover wallet deposit 3 --network net.json --account key.json --password-file pw --amount 0.5", "To account 3")],
            JsonSchema = DepositSchema,
            Body = (invocation, cancellation) => DepositAsync(
                invocation, options, invocation.Arguments.GetValue(index), ChainValues.Coins(invocation.Arguments.GetValue(amount)!, "--amount"), cancellation),
        };
        verb.Add(index);
        options.AddForSending(verb);
        verb.Add(amount);
        return verb;
    }

    private static Verb BuildForceExit()
    {
        ChainOptions options = new();
        Argument<uint> index = IndexArgument();
        Verb verb = new("force-exit", "Queue the exit of a rollup account with its whole balance")
        {
            Details = ["Only its owner can. A batch must take the exit from the queue before the network's deadline, or sequencers cannot commit at all."],
            Examples = [new Example("p2pprover wallet force-exit 3 --network net.json --account key.json --password-file pw", "Of account 3")],
            JsonSchema = ForceExitSchema,
            Body = async (invocation, cancellation) =>
            {
                uint account = invocation.Arguments.GetValue(index);
                await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
                SendPlan plan = new(ForceExitSchema, "the forced exit", session.Rollup.RequestForcedExit(account, session.Network.Constants.ForcedFee), receipt => new JsonObject
                {
                    ["queueItem"] = MeshLogs.Find<MeshEvent.ForcedExitQueued>(receipt, session.Rollup.Address)?.Id,
                    ["deadlineSeconds"] = session.Network.Constants.ForcedDeadline,
                });
                return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
            },
        };
        verb.Add(index);
        options.AddForSending(verb);
        return verb;
    }

    private static Verb BuildEscape()
    {
        ChainOptions options = new();
        Argument<uint> index = IndexArgument();
        Option<string> state = new("--state") { Description = "The last settled state, such as batch build writes", HelpName = "FILE", Required = true };
        Verb verb = new("escape", "After a freeze: credit a rollup account's balance to its owner")
        {
            Examples = [new Example("p2pprover wallet escape 3 --state state.bin --network net.json --account key.json --password-file pw", "Of account 3")],
            JsonSchema = EscapeSchema,
            Body = (invocation, cancellation) => EscapeAsync(
                invocation, options, invocation.Arguments.GetValue(index), invocation.ResolvePath(invocation.Arguments.GetValue(state)!), cancellation),
        };
        verb.Add(index);
        options.AddForSending(verb);
        verb.Add(state);
        return verb;
    }

    private static Verb BuildClaim()
    {
        ChainOptions options = new();
        Option<string> to = new("--to") { Description = "Who receives the coins", HelpName = "ADDRESS", Required = true };
        Verb verb = new("claim", "Take everything that the rollup has credited to the account")
        {
            Examples = [new Example("p2pprover wallet claim --to 0x... --network net.json --account key.json --password-file pw", "Withdrawals, rewards and refunds")],
            JsonSchema = ClaimSchema,
            Body = async (invocation, cancellation) =>
            {
                Address receiver = ChainValues.Account(invocation.Arguments.GetValue(to)!, "--to");
                await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
                SendPlan plan = new(ClaimSchema, "the withdrawal", session.Rollup.WithdrawPending(receiver), receipt =>
                    MeshLogs.Find<MeshEvent.Withdrawn>(receipt, session.Rollup.Address) is { } sent ? new JsonObject { ["amount"] = sent.Amount.ToString() } : []);
                return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
            },
        };
        options.AddForSending(verb);
        verb.Add(to);
        return verb;
    }

    private static Verb BuildBalance()
    {
        ChainOptions options = new();
        Option<string?> address = new("--address") { Description = "The account on chain", HelpName = "ADDRESS" };
        Option<uint?> index = new("--index") { Description = "The account of the rollup", HelpName = "INDEX" };
        Option<string?> state = new("--state") { Description = "With --index: a state to read the balance from", HelpName = "FILE" };
        Verb verb = new("balance", "Show what an account has: on chain, credited by the rollup, and inside it")
        {
            Details = ["Balances inside the rollup are in its state, which the chain knows only by its root; --state is checked against that root."],
            Examples = [new Example("p2pprover wallet balance --index 3 --state state.bin --network net.json", "Account 3 of the last settled state")],
            JsonSchema = BalanceSchema,
            Body = (invocation, cancellation) => BalanceAsync(
                invocation, options, invocation.Arguments.GetValue(address), invocation.Arguments.GetValue(index), invocation.Arguments.GetValue(state), cancellation),
        };
        options.AddForReading(verb);
        verb.Add(address);
        verb.Add(index);
        verb.Add(state);
        return verb;
    }

    private static async Task<ExitCode> OpenAsync(Invocation invocation, ChainOptions options, string name, Wei amount, string? owner, CancellationToken cancellation)
    {
        Hash32 key = ChainValues.Hash(WalletDocument.Read(FolderOf(invocation, name)).Keys[^1].PublicKey, "the wallet's public key");
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        Address holder = owner is not null ? ChainValues.Account(owner, "--owner")
            : AccountKeys.AddressOf(invocation, options) ?? throw new CodedException(ErrorCatalogue.BadArgument, "--account is missing");
        SendPlan plan = new(OpenSchema, "the opening of the account", session.Rollup.OpenAccount(key, holder, amount + session.Network.Constants.ForcedFee), receipt => new JsonObject
        {
            ["index"] = MeshLogs.Find<MeshEvent.AccountQueued>(receipt, session.Rollup.Address)?.Index,
            ["owner"] = holder.ToString(),
            ["fee"] = session.Network.Constants.ForcedFee.ToString(),
        });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }

    private static async Task<ExitCode> DepositAsync(Invocation invocation, ChainOptions options, uint index, Wei amount, CancellationToken cancellation)
    {
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        Address owner = (await session.Rollup.OwnerOfAsync(index, cancellation)).Require("reading the account's owner");
        SendPlan plan = new(DepositSchema, "the deposit", session.Rollup.Deposit(index, owner, amount + session.Network.Constants.ForcedFee), receipt => new JsonObject
        {
            ["owner"] = owner.ToString(),
            ["queueItem"] = MeshLogs.Find<MeshEvent.DepositQueued>(receipt, session.Rollup.Address)?.Id,
            ["fee"] = session.Network.Constants.ForcedFee.ToString(),
        });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }

    private static async Task<ExitCode> EscapeAsync(Invocation invocation, ChainOptions options, uint index, string path, CancellationToken cancellation)
    {
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        (AccountTree state, Account account) = await ReadStateAsync(session, path, index, cancellation);
        Hash32[] siblings = [.. state.Path(new AccountIndex(index)).Select(static digest => ChainValues.Hash(WireElements.ToHex(digest), "a sibling"))];
        ContractCall call = session.Rollup.Escape(
            index, ChainValues.Hash(account.Key.ToString(), "the account's key"), account.Balance.Value, account.LastSlot.Value, state.AccountCount, siblings);
        SendPlan plan = new(EscapeSchema, "the escape", call, _ => new JsonObject { ["balanceGwei"] = account.Balance.Value });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }

    private static async Task<(AccountTree State, Account Account)> ReadStateAsync(ChainSession session, string path, uint index, CancellationToken cancellation)
    {
        AccountTree state = StateSnapshot.Read(InputFile.Read(path, StateBytesMax)) ?? throw new CodedException(ErrorCatalogue.StateMalformed, $"{path} is not a state");
        Hash32 settled = (await session.Rollup.StateRootAsync(cancellation)).Require("reading the state root");
        if (WireElements.ToHex(state.StateRoot) != settled.ToString())
        {
            throw new CodedException(ErrorCatalogue.StateMalformed, $"{path} has the root {WireElements.ToHex(state.StateRoot)}, the last settled one is {settled}");
        }

        return index < state.AccountCount && state.TryGetAccount(index, out Account account)
            ? (state, account)
            : throw new CodedException(ErrorCatalogue.UnknownAccount, $"the settled state has no account {index}");
    }

    private static async Task<ExitCode> BalanceAsync(Invocation invocation, ChainOptions options, string? address, uint? index, string? state, CancellationToken cancellation)
    {
        if (address is null && index is null)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "name an account by --address or --index");
        }

        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        Address account = address is not null ? ChainValues.Account(address, "--address")
            : (await session.Rollup.OwnerOfAsync(index!.Value, cancellation)).Require("reading the account's owner");
        Wei coins = (await session.Chain.BalanceAsync(account, Contracts.Chain.BlockTag.Latest, cancellation)).Require("reading the balance");
        Wei credited = (await session.Rollup.PendingAsync(account, cancellation)).Require("reading what is credited");
        ulong? inside = index is not null && state is not null
            ? (await ReadStateAsync(session, invocation.ResolvePath(state), index.Value, cancellation)).Account.Balance.Value
            : null;
        RollupOptions.Write(invocation.Shell, BalanceSchema, new WalletBalanceReport(account.ToString(), coins.ToString(), credited.ToString(), index, inside));
        return ExitCode.Ok;
    }

    private static Argument<uint> IndexArgument() => new("index") { Description = "The account's index in the rollup" };
}
