using System.CommandLine;
using System.Text.Json.Nodes;
using P2PProver.Contracts;
using P2PProver.Contracts.Mesh;
using P2PProver.Crypto;
using P2PProver.Node.Chain;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover stake deposit | status | exit | withdraw</c></summary>
public sealed class StakeCommand : ICliCommand
{
    private const string DepositSchema = "p2pprover.stake.deposit/1";
    private const string StatusSchema = "p2pprover.stake.status/1";
    private const string ExitSchema = "p2pprover.stake.exit/1";
    private const string WithdrawSchema = "p2pprover.stake.withdraw/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Chain;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("stake", "Hold the stake of a node")
        {
            Details = ["Stake makes a node's claims count. It counts some blocks after it was added, is locked while the node has claims on chain, and half of what is locked for a missed claim is paid to who delivered, the other half burned."],
            Examples =
            [
                new Example("p2pprover stake deposit --network net.json --account key.json --password-file pw --amount 1 --peer-key 0x...", "Register a node"),
                new Example("p2pprover stake status --network net.json --node 0x...", "What a node has"),
            ],
        };
        noun.Add(BuildDeposit());
        noun.Add(BuildStatus());
        noun.Add(BuildExit());
        noun.Add(BuildWithdraw());
        return noun;
    }

    private static Verb BuildDeposit()
    {
        ChainOptions options = new();
        Option<string> amount = new("--amount") { Description = "The stake to add", HelpName = "COINS", Required = true };
        Option<string?> peerKey = new("--peer-key") { Description = "For a new node: its Ed25519 key, 0x and 64 digits", HelpName = "HEX" };
        Option<string?> payout = new("--payout") { Description = "For a new node: where its rewards go; without it, the account", HelpName = "ADDRESS" };
        Verb verb = new("deposit", "Register the account as a node, or add to its stake")
        {
            Examples = [new Example("p2pprover stake deposit --network net.json --account key.json --password-file pw --amount 1 --dry-run", "What it would cost")],
            JsonSchema = DepositSchema,
            Body = (invocation, cancellation) => DepositAsync(
                invocation, options, ChainValues.Coins(invocation.Arguments.GetValue(amount)!, "--amount"), invocation.Arguments.GetValue(peerKey), invocation.Arguments.GetValue(payout), cancellation),
        };
        options.AddForSending(verb);
        verb.Add(amount);
        verb.Add(peerKey);
        verb.Add(payout);
        return verb;
    }

    private static Verb BuildStatus()
    {
        ChainOptions options = new();
        Option<string> node = new("--node") { Description = "The node's account", HelpName = "ADDRESS", Required = true };
        Verb verb = new("status", "Show what stake a node has, and what of it counts")
        {
            Examples = [new Example("p2pprover stake status --network net.json --node 0x...", "One node")],
            JsonSchema = StatusSchema,
            Body = (invocation, cancellation) => StatusAsync(invocation, options, ChainValues.Account(invocation.Arguments.GetValue(node)!, "--node"), cancellation),
        };
        options.AddForReading(verb);
        verb.Add(node);
        return verb;
    }

    private static Verb BuildExit()
    {
        ChainOptions options = new();
        Verb verb = new("exit", "Take the account's stake out of the count, to withdraw it later")
        {
            Details = ["Refused while the node has claims on chain, or stake that does not count yet."],
            Examples = [new Example("p2pprover stake exit --network net.json --account key.json --password-file pw", "Leave")],
            JsonSchema = ExitSchema,
            Body = async (invocation, cancellation) =>
            {
                await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
                SendPlan plan = new(ExitSchema, "the request to exit", session.Registry.RequestExit(), receipt =>
                    MeshLogs.Find<MeshEvent.ExitRequested>(receipt, session.Registry.Address) is { } exit ? new JsonObject { ["stake"] = exit.Stake.ToString(), ["withdrawableFrom"] = exit.WithdrawableFrom } : []);
                return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
            },
        };
        options.AddForSending(verb);
        return verb;
    }

    private static Verb BuildWithdraw()
    {
        ChainOptions options = new();
        Option<string> to = new("--to") { Description = "Who receives the stake", HelpName = "ADDRESS", Required = true };
        Verb verb = new("withdraw", "Send the account's stake, once its exit is due")
        {
            Examples = [new Example("p2pprover stake withdraw --network net.json --account key.json --password-file pw --to 0x...", "Take it")],
            JsonSchema = WithdrawSchema,
            Body = async (invocation, cancellation) =>
            {
                Address receiver = ChainValues.Account(invocation.Arguments.GetValue(to)!, "--to");
                await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
                SendPlan plan = new(WithdrawSchema, "the withdrawal of stake", session.Registry.WithdrawStake(receiver), receipt =>
                    MeshLogs.Find<MeshEvent.StakeWithdrawn>(receipt, session.Registry.Address) is { } sent ? new JsonObject { ["stake"] = sent.Stake.ToString() } : []);
                return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
            },
        };
        options.AddForSending(verb);
        verb.Add(to);
        return verb;
    }

    private static async Task<ExitCode> DepositAsync(Invocation invocation, ChainOptions options, Wei amount, string? peerKey, string? payout, CancellationToken cancellation)
    {
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        Address sender = AccountKeys.AddressOf(invocation, options) ?? throw new CodedException(ErrorCatalogue.BadArgument, "--account is missing: the key file of the node's account");
        NodeStake node = (await session.Registry.NodeOfAsync(sender, cancellation)).Require("reading the node");
        if (node.IsRegistered == (peerKey is not null))
        {
            throw new CodedException(ErrorCatalogue.BadArgument, node.IsRegistered
                ? $"{sender} is registered already: leave --peer-key out to add to its stake"
                : $"{sender} is not registered: --peer-key names the node's key");
        }

        ContractCall call = peerKey is null
            ? session.Registry.TopUp(amount)
            : session.Registry.Register(ChainValues.Hash(peerKey, "--peer-key"), payout is null ? sender : ChainValues.Account(payout, "--payout"), amount);
        SendPlan plan = new(DepositSchema, peerKey is null ? "the addition to the stake" : "the registration", call, _ => new JsonObject
        {
            ["stake"] = (node.Stake + amount).ToString(),
            ["countsAfterBlocks"] = session.Network.Constants.ActivationDelay,
        });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }

    private static async Task<ExitCode> StatusAsync(Invocation invocation, ChainOptions options, Address node, CancellationToken cancellation)
    {
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        NodeStake stake = (await session.Registry.NodeOfAsync(node, cancellation)).Require("reading the node");
        ulong head = (await session.Chain.HeadAsync(cancellation)).Require("reading the head");
        Wei active = (await session.Registry.ActiveStakeAsync(node, head, cancellation)).Require("reading the active stake");
        Wei total = (await session.Registry.TotalActiveStakeAsync(cancellation)).Require("reading the active stake of all nodes");
        RollupOptions.Write(invocation.Shell, StatusSchema, new StakeStatusReport(
            node.ToString(), stake.IsRegistered, stake.IsRegistered ? stake.Payout.ToString() : null, stake.Stake.ToString(), active.ToString(), stake.Locked.ToString(),
            stake.OpenClaims, stake.WithdrawableFrom == 0 ? null : stake.WithdrawableFrom, total.ToString(), head));
        return ExitCode.Ok;
    }
}
