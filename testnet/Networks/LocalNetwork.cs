using System.Text;
using P2PProver.Contracts;
using P2PProver.Contracts.Mesh;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Batches;
using P2PProver.Node.Chain;
using P2PProver.Node.Cli;
using P2PProver.Node.Cli.Commands;
using P2PProver.Rollup;
using P2PProver.Testnet.Cli;

namespace P2PProver.Testnet.Networks;

/// <summary>The contracts on a local chain, accounts on them, and a batch: each step with the product's own client.</summary>
internal sealed class LocalNetwork : IAsyncDisposable
{
    private const int OpeningsPerCall = 40;
    private const string PasswordText = "local";

    // The first account of anvil's mnemonic, which everybody knows.
    private const string Secret = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    private static readonly Wei Pot = new(Wei.Coin.Value / 10);
    private readonly Uri _address;
    private readonly ChainLink _link;
    private readonly string _folder;
    private readonly Shell _shell;
    private readonly TimeProvider _time;

    private LocalNetwork(Uri address, string folder, Shell shell, TimeProvider time)
    {
        _address = address;
        _link = ChainLink.Open([address], time);
        _folder = folder;
        _shell = shell;
        _time = time;
    }

    /// <summary>The account that does everything here; it is known once the network runs.</summary>
    public Address Account { get; private set; }

    /// <summary>Prepares a network on a chain.</summary>
    public static LocalNetwork On(Uri chain, string folder, Shell shell, TimeProvider time) => new(chain, folder, shell, time);

    /// <summary>Deploys, opens accounts, and commits a batch.</summary>
    /// <exception cref="TestnetException">A step fails.</exception>
    public async Task<UpReport> RunAsync(ulong seed, int accounts, int transfers, int threads, CancellationToken cancellation)
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.TryRead(Convert.FromHexString(Secret), out Secp256k1PrivateKey? read) ? read : throw new InvalidOperationException("a known key is no key");
        Prepare(key);
        TransactionOptions options = new() { Contracts = MeshAbis.Errors, PollInterval = TimeSpan.FromMilliseconds(250) };
        ManagerOpening opening = await TransactionManager.OpenAsync(_link.Client, key, Path.Combine(_folder, "account.journal"), options, _time, cancellation);
        await using TransactionManager manager = opening.Manager ?? throw new TestnetException($"the account's journal cannot be opened: {opening}");
        Account = manager.Account;
        NetworkFile network = await DeployAsync(manager, cancellation);
        MeshRollup rollup = new(_link.Client, network.Contracts.Rollup);
        Hash32 domain = Require(await rollup.DomainAsync(cancellation), "reading the domain");

        _shell.Note($"signing {transfers} transfers between {accounts} accounts");
        LocalBatch batch = LocalBatch.Create(seed, accounts, transfers, RollupDomain.FromBytes(domain.Value), threads);
        ulong openingGas = await OpenAccountsAsync(manager, rollup, network, batch, cancellation);
        (TransactionOutcome outcome, BatchRecord record) = await CommitAsync(manager, rollup, batch, cancellation);
        BatchStatus status = Require(await rollup.StatusOfAsync(record, cancellation), "reading the batch's status");
        return new UpReport(
            _address.ToString(), network.ChainId, _folder, network.Contracts.Rollup.ToString(), network.Contracts.Registry.ToString(), MeshDeployer.HasVerifier,
            batch.Openings.Count, Deposited(batch), openingGas, record.Key.ToString(), status.ToString(), batch.Document.OperationCount, batch.Transfers, record.ShardCount,
            batch.Commitment.Data.Length, record.CommitBlock, outcome.Receipt!.GasUsed, record.Bond.ToString(), record.Pot.ToString(), batch.Document.StateOut);
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private static T Require<T>(RpcResult<T> result, string what) => result.IsSuccess ? result.Value : throw new TestnetException($"{what}: {result.Failure}");

    private static TransactionOutcome Require(TransactionOutcome outcome, string what) => outcome.IsSuccess ? outcome : throw new TestnetException($"{what}: {outcome}");

    private static ulong Deposited(LocalBatch batch) => batch.Openings.Aggregate(0UL, static (sum, account) => sum + account.Balance.Value);

    private static Hash32 Hash(string text) => Hash32.TryParse(text, out Hash32 hash) ? hash : throw new TestnetException($"'{text}' is no hash");

    // A new chain begins at nonce zero, so the journal of the last one is of no use.
    private void Prepare(Secp256k1PrivateKey key)
    {
        Directory.CreateDirectory(_folder);
        File.Delete(Path.Combine(_folder, "account.journal"));
        InputFile.Write(Path.Combine(_folder, "password.txt"), Encoding.UTF8.GetBytes(PasswordText + "\n"));
        using Password password = Password.TryCreate(PasswordText, out Password? made) ? made : throw new InvalidOperationException("a known password is no password");
        using StoredKey stored = StoredKey.Of(key);
        KeystoreResult result = KeystoreFile.Write(Path.Combine(_folder, "account.json"), stored, password, KdfProfile.Light, replace: true);
        if (!result.IsSuccess)
        {
            throw new TestnetException($"the account's key cannot be written: {result}");
        }
    }

    private async Task<NetworkFile> DeployAsync(TransactionManager manager, CancellationToken cancellation)
    {
        ulong chainId = Require(await _link.Client.ChainIdAsync(cancellation), "asking the chain for its number");
        NetworkConstants constants = NetworkConstants.Table["local"];
        Hash32 genesis = Hash(WireElements.ToHex(new AccountTree(AccountIndex.Bits).StateRoot));
        MeshDeployment deployment = await new MeshDeployer(manager, "deploy").DeployAsync(
            (uint)BatchShape.Standard.BlocksPerShard, constants, ContractsCommand.DefaultProofSystem, genesis, null, (name, where) => _shell.Note($"{name} is at {where}"), cancellation);
        MeshAddresses contracts = deployment.Contracts ?? throw new TestnetException($"{deployment.Failed} could not be deployed: {deployment.Last}");
        NetworkFile network = new("local", chainId, [_address], contracts, deployment.DeployBlock, ContractsCommand.DefaultProofSystem, genesis, constants);
        InputFile.Write(Path.Combine(_folder, "net.json"), Encoding.UTF8.GetBytes(network.Write()));
        return network;
    }

    private async Task<ulong> OpenAccountsAsync(TransactionManager manager, MeshRollup rollup, NetworkFile network, LocalBatch batch, CancellationToken cancellation)
    {
        ulong gas = 0;
        foreach (Account[] group in batch.Openings.Chunk(OpeningsPerCall))
        {
            AccountOpening[] openings = [.. group.Select(account => new AccountOpening(Hash(account.Key.ToString()), manager.Account, account.Balance.Value))];
            Wei value = openings.Aggregate(Wei.Zero, (sum, o) => sum + (Wei.Gwei * o.AmountGwei) + network.Constants.ForcedFee);
            TransactionOutcome outcome = Require(await manager.SendAsync(rollup.OpenAccounts(openings, value).ToRequest($"open/{gas}"), cancellation), "opening accounts");
            gas += outcome.Receipt!.GasUsed;
            _shell.Note($"{group.Length} accounts are queued");
        }

        return gas;
    }

    private async Task<(TransactionOutcome Outcome, BatchRecord Record)> CommitAsync(TransactionManager manager, MeshRollup rollup, LocalBatch batch, CancellationToken cancellation)
    {
        Wei bond = Require(await rollup.RequiredBondAsync(cancellation), "reading the bond");
        Wei escrow = Require(await rollup.EscrowForAsync(Pot, cancellation), "reading the escrow");
        Hash32 tip = Require(await rollup.TipAsync(cancellation), "reading the newest batch");
        BatchInput input = new(tip, Hash(batch.Document.DataOut), Hash(batch.Document.WitnessHash), Pot, batch.Commitment.Data);
        TransactionOutcome outcome = Require(await manager.SendAsync(rollup.CommitBatch(input, bond + escrow).ToRequest("commit"), cancellation), "committing the batch");
        BatchRecord record = outcome.Receipt!.Logs.Select(static log => MeshEvents.TryRead(log, out MeshEvent? read) ? read : null).OfType<MeshEvent.BatchCommitted>().Single().Batch;
        InputFile.Write(Path.Combine(_folder, "batch", BatchFile.WitnessName), batch.Witness);
        InputFile.Write(Path.Combine(_folder, "batch", "state.bin"), StateSnapshot.Write(batch.State));
        batch.Document.Write(Path.Combine(_folder, "batch", BatchFile.DocumentName));
        Compare("point", record.Point, batch.Document.Point);
        Compare("evaluation", record.Evaluation, batch.Document.Evaluation);
        return (outcome, record);
    }

    // The contract evaluated the data itself: both must have read the same batch.
    private static void Compare(string what, System.Numerics.BigInteger contract, string document)
    {
        const int Digits = 40;
        string found = contract.ToString("x", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0').PadLeft(Digits, '0');
        if (document != "0x" + found)
        {
            throw new TestnetException($"the contract's {what} is 0x{found}, the batch's {document}");
        }
    }
}
