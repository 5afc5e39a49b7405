using System.CommandLine;
using System.Text;
using P2PProver.Contracts;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Mesh;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Node.Batches;
using P2PProver.Node.Chain;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover contracts deploy</c></summary>
public sealed class ContractsCommand : ICliCommand
{
    private const string DeploySchema = "p2pprover.contracts.deploy/1";

    /// <summary>The identity of the proof system where nothing else is said: that of RollupDefaults.</summary>
    public const string DefaultProofSystem = "p2pprover rollup 1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Chain;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("contracts", "Deploy the contracts of a network")
        {
            Examples = [new Example("p2pprover contracts deploy --rpc http://127.0.0.1:8545 --constants local --account key.json --password-file pw --out net.json", "A network on a local chain")],
        };
        noun.Add(BuildDeploy());
        return noun;
    }

    private static Verb BuildDeploy()
    {
        ChainOptions account = new();
        Option<string[]> rpc = new("--rpc") { Description = "An endpoint of the chain; several in order of preference", HelpName = "URL", Required = true, Arity = ArgumentArity.OneOrMore };
        Option<string> constants = new("--constants") { Description = "The row of the table of constants: local or public", HelpName = "NAME", DefaultValueFactory = _ => "local" };
        Option<string> name = new("--name") { Description = "What the network is called", HelpName = "NAME", DefaultValueFactory = _ => "local" };
        Option<string?> verifier = new("--verifier") { Description = "A verifier that is deployed already", HelpName = "ADDRESS" };
        Option<string?> genesis = new("--genesis") { Description = "The state root at the beginning; without it, that of no accounts", HelpName = "HEX" };
        Option<string> proofSystem = new("--proof-system") { Description = "The identity of the proof system", HelpName = "ID", DefaultValueFactory = _ => DefaultProofSystem };
        Option<string> output = new("--out") { Description = "Write the network file here", HelpName = "FILE", Required = true };
        Verb verb = new("deploy", "Deploy rollup, registry and verifier, and write the network file")
        {
            Details =
            [
                "The contracts have no owner: nobody, the deployer included, can change or stop them. If this version carries no verifier of final proofs and --verifier names none, "
                    + "a contract that refuses every proof stands in its place: batches can be committed and expire there, and never settle.",
            ],
            Examples = [new Example("p2pprover contracts deploy --rpc http://127.0.0.1:8545 --account key.json --password-file pw --out net.json --dry-run", "What it would cost")],
            JsonSchema = DeploySchema,
            Body = (invocation, cancellation) => DeployAsync(
                invocation,
                account,
                new Choices(
                    [.. invocation.Arguments.GetValue(rpc)!.Select(ChainValues.Endpoint)],
                    ConstantsOf(invocation.Arguments.GetValue(constants)!),
                    invocation.Arguments.GetValue(name)!,
                    invocation.Arguments.GetValue(verifier) is { } text ? ChainValues.Account(text, "--verifier") : null,
                    invocation.Arguments.GetValue(genesis) is { } root ? ChainValues.Hash(root, "--genesis") : EmptyRoot(),
                    invocation.Arguments.GetValue(proofSystem)!,
                    invocation.ResolvePath(invocation.Arguments.GetValue(output)!)),
                cancellation),
        };
        foreach (Option option in (Option[])[rpc, constants, name, verifier, genesis, proofSystem, output])
        {
            verb.Add(option);
        }

        account.AddAccount(verb);
        return verb;
    }

    private static NetworkConstants ConstantsOf(string name) => NetworkConstants.Table.TryGetValue(name, out NetworkConstants? constants)
        ? constants
        : throw new CodedException(ErrorCatalogue.BadArgument, $"--constants '{name}' is none of {string.Join(", ", NetworkConstants.Table.Keys)}");

    private static Hash32 EmptyRoot() => ChainValues.Hash(WireElements.ToHex(new AccountTree(AccountIndex.Bits).StateRoot), "the empty state");

    private static async Task<ExitCode> DeployAsync(Invocation invocation, ChainOptions account, Choices choices, CancellationToken cancellation)
    {
        await using ChainLink link = ChainLink.Open(choices.Rpc, invocation.Time);
        await link.Client.HeadAsync(cancellation);
        ulong chainId = (await link.Client.ChainIdAsync(cancellation)).Require("asking the chain for its number");
        bool refuses = choices.Verifier is null && !MeshDeployer.HasVerifier;
        if (refuses)
        {
            invocation.Shell.Warn("this version carries no verifier of final proofs: a contract that refuses every proof is deployed in its place, and no batch can settle on this network");
        }

        if (account.IsDryRun(invocation))
        {
            return await EstimateAsync(invocation, account, link.Client, choices, chainId, cancellation);
        }

        using Secp256k1PrivateKey key = AccountKeys.Open(invocation, account);
        await using TransactionManager manager = await ChainSender.OpenAsync(invocation, link.Client, key, cancellation);
        MeshDeployer deployer = new(manager, FormattableString.Invariant($"deploy@{invocation.Time.GetUtcNow().UtcTicks}"));
        MeshDeployment deployment = await deployer.DeployAsync(
            (uint)BatchShape.Standard.BlocksPerShard, choices.Constants, choices.ProofSystem, choices.Genesis, choices.Verifier,
            (what, where) => invocation.Shell.Note($"{what} is at {where}"), cancellation);
        if (deployment.Contracts is null)
        {
            throw ChainFailures.Of(deployment.Last, $"the deployment of {deployment.Failed}");
        }

        NetworkFile network = new(choices.Name, chainId, choices.Rpc, deployment.Contracts, deployment.DeployBlock, choices.ProofSystem, choices.Genesis, choices.Constants);
        InputFile.Write(choices.Output, Encoding.UTF8.GetBytes(network.Write()));
        RollupOptions.Write(invocation.Shell, DeploySchema, new ContractsDeployReport(
            false, choices.Output, chainId, deployment.DeployBlock, network.Contracts.Rollup.ToString(), network.Contracts.Registry.ToString(), network.Contracts.Verifier.ToString(),
            !refuses, null, null));
        return ExitCode.Ok;
    }

    // The rollup's constructor asks the other contracts, so its own gas can be estimated only where they are.
    private static async Task<ExitCode> EstimateAsync(Invocation invocation, ChainOptions account, ChainClient chain, Choices choices, ulong chainId, CancellationToken cancellation)
    {
        Address from = AccountKeys.AddressOf(invocation, account) ?? throw new CodedException(ErrorCatalogue.BadArgument, "--account is missing: the account that would deploy");
        ulong gas = 0;
        foreach ((string name, ContractCall call) in MeshDeployer.Parts((uint)BatchShape.Standard.BlocksPerShard, choices.Verifier))
        {
            gas += (await chain.EstimateGasAsync(call.ToTrial(from), cancellation)).Require($"the deployment of {name}");
        }

        ContractCall rollup = MeshDeployer.Rollup(choices.Constants, choices.ProofSystem, choices.Genesis, from, from, from);
        RpcResult<ulong> last = await chain.EstimateGasAsync(rollup.ToTrial(from), cancellation);
        const ulong GasPerByte = 220;
        gas += last.Or(GasPerByte * (ulong)rollup.Data.Length);
        FeeQuote fees = (await new FeeMarket(chain).QuoteAsync(cancellation)).Require("reading the fees");
        RollupOptions.Write(invocation.Shell, DeploySchema, new ContractsDeployReport(
            true, null, chainId, null, null, null, choices.Verifier?.ToString(), choices.Verifier is not null || MeshDeployer.HasVerifier, gas, (fees.MaxFee * gas).ToString()));
        return ExitCode.Ok;
    }

    private sealed record Choices(
        IReadOnlyList<Uri> Rpc, NetworkConstants Constants, string Name, Address? Verifier, Hash32 Genesis, string ProofSystem, string Output);
}
