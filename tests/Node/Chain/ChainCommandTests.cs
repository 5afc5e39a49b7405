using System.Text;
using System.Text.Json;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Crypto;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Tests.Support;
using P2PProver.Testing;

namespace P2PProver.Node.Tests.Chain;

/// <summary>The verbs that speak to a chain, one after the other on one local chain.</summary>
public sealed class ChainCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [TierFact(TestTier.Full)]
    public async Task Verbs_OnALocalChain_DeployStakeOpenCommitShowAndClaim()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--block-time", "1");
        WriteAccount();
        string[] account = ["--account", In("account.json"), "--password-file", In("pw")];
        string[] deploy = ["contracts", "deploy", "--rpc", chain.Address.ToString(), "--out", In("net.json"), .. account];

        JsonElement dry = await RunAsync([.. deploy, "--dry-run"]);
        dry.GetProperty("gas").GetUInt64().ShouldBeGreaterThan(1_000_000UL);
        File.Exists(In("net.json")).ShouldBeFalse("a dry run writes nothing");
        JsonElement deployed = await RunAsync(deploy);
        deployed.GetProperty("schema").GetString().ShouldBe("p2pprover.contracts.deploy/1");
        string[] network = ["--network", In("net.json")];
        string[] sending = [.. network, .. account];
        string address = Address.Of(LocalChain.Key(0).PublicKey).ToString();

        await StakeAsync(network, sending, address);
        await WalletAsync(network, sending, address);
        await BatchAsync(network, sending, deployed.GetProperty("rollup").GetString()!, chain);
        await FailuresAsync(sending, chain);
    }

    public void Dispose() => _folder.Dispose();

    private async Task StakeAsync(string[] network, string[] sending, string address)
    {
        string peerKey = "0x" + new string('7', 64);
        JsonElement dry = await RunAsync(["stake", "deposit", "--amount", "2.5", "--peer-key", peerKey, "--dry-run", .. sending]);
        dry.GetProperty("dryRun").GetBoolean().ShouldBeTrue();
        dry.GetProperty("gas").GetUInt64().ShouldBeGreaterThan(21_000UL);
        (await RunAsync(["stake", "status", "--node", address, .. network])).GetProperty("registered").GetBoolean().ShouldBeFalse("the dry run sent nothing");

        await RunAsync(["stake", "deposit", "--amount", "2.5", "--peer-key", peerKey, .. sending]);
        JsonElement more = await RunAsync(["stake", "deposit", "--amount", "0.5", .. sending]);
        more.GetProperty("details").GetProperty("stake").GetString().ShouldBe("3");
        JsonElement status = await RunAsync(["stake", "status", "--node", address, .. network]);
        status.GetProperty("stake").GetString().ShouldBe("3");
        status.GetProperty("payout").GetString().ShouldBe(address);
        await FailAsync("PP-CLI-005", ["stake", "deposit", "--amount", "1", "--peer-key", peerKey, .. sending]);
        await FailAsync("PP-CHN-004", ["stake", "withdraw", "--to", address, .. sending]);
    }

    private async Task WalletAsync(string[] network, string[] sending, string address)
    {
        await RunAsync(["wallet", "new", "alice", "--password-file", In("pw"), "--slots", "8", "--light-kdf"]);
        JsonElement open = await RunAsync(["wallet", "open", "alice", "--amount", "0.25", .. sending]);
        open.GetProperty("details").GetProperty("index").GetUInt32().ShouldBe(0u);
        await RunAsync(["wallet", "deposit", "0", "--amount", "0.1", .. sending]);
        await FailAsync("PP-CHN-004", ["wallet", "deposit", "5", "--amount", "0.1", .. sending]);
        JsonElement exit = await RunAsync(["wallet", "force-exit", "0", "--dry-run", .. sending]);
        exit.GetProperty("details").GetProperty("deadlineSeconds").GetUInt32().ShouldBe(600u);
        JsonElement balance = await RunAsync(["wallet", "balance", "--address", address, .. network]);
        balance.GetProperty("credited").GetString().ShouldBe("0");
        await FailAsync("PP-CHN-004", ["wallet", "claim", "--to", address, .. sending]);
        await FailAsync("PP-CHN-004", ["wallet", "escape", "0", "--state", await EmptyStateAsync(), .. sending], orElse: "PP-ROL-013");
    }

    private async Task BatchAsync(string[] network, string[] sending, string rollup, LocalChain chain)
    {
        P2PProver.Contracts.Mesh.MeshRollup contract = new(chain.Client, ChainAddress(rollup));
        string domain = (await contract.DomainAsync(CancellationToken.None)).Value.ToString();
        await WriteBatchAsync(domain, contract);
        await FailAsync("PP-CHN-008", ["batch", "show", "latest", .. network]);
        JsonElement dry = await RunAsync(["batch", "commit", In("batch/batch.json"), "--pot", "0.1", "--dry-run", .. sending]);
        dry.GetProperty("details").GetProperty("bond").GetString().ShouldBe("0.1");
        JsonElement commit = await RunAsync(["batch", "commit", In("batch/batch.json"), "--pot", "0.1", .. sending]);
        string key = commit.GetProperty("details").GetProperty("key").GetString()!;
        JsonElement show = await RunAsync(["batch", "show", key, .. network]);
        show.GetProperty("status").GetString().ShouldBe("Committed");
        show.GetProperty("queueItems").GetUInt32().ShouldBe(2u);
        RunResult claim = await RawAsync(["batch", "claim", "latest", "--level", "0", "--positions", "0", "--dry-run", .. sending]);
        claim.Error.ShouldContain("a missed claim costs");

        // Three times the only leaf's reward: nine tenths of the pot of 0.1 and two forced fees of 0.001.
        claim.Json().GetProperty("details").GetProperty("lossIfMissed").GetString()!.ShouldBe("0.2754");
        await FailAsync("PP-CHN-004", ["batch", "commit", In("batch/batch.json"), "--pot", "0.1", .. sending]);
    }

    private async Task FailuresAsync(string[] sending, LocalChain chain)
    {
        string good = await File.ReadAllTextAsync(In("net.json"));
        await File.WriteAllTextAsync(In("other.json"), good.Replace("31337", "1", StringComparison.Ordinal));
        await FailAsync("PP-CHN-003", ["stake", "status", "--network", In("other.json"), "--node", "0x0000000000000000000000000000000000000001"]);
        await File.WriteAllTextAsync(In("other.json"), good.Replace(chain.Address.ToString(), "http://127.0.0.1:1/", StringComparison.Ordinal));
        await File.WriteAllTextAsync(In("bad.json"), "{}");
        await FailAsync("PP-CHN-001", ["stake", "status", "--network", In("bad.json"), "--node", "0x0000000000000000000000000000000000000001"]);
        await File.WriteAllTextAsync(In("pw2"), "wrong\n");
        string[] wrong = [.. sending.Select(word => word == In("pw") ? In("pw2") : word)];
        await FailAsync("PP-KEY-001", ["stake", "exit", .. wrong]);
    }

    // The batch that takes the two queue items, as a sequencer would build it.
    private async Task WriteBatchAsync(string domain, P2PProver.Contracts.Mesh.MeshRollup contract)
    {
        P2PProver.Contracts.Mesh.QueueItem opening = (await contract.QueueItemAsync(0, CancellationToken.None)).Value;
        P2PProver.Contracts.Mesh.QueueItem deposit = (await contract.QueueItemAsync(1, CancellationToken.None)).Value;
        P2PProver.Rollup.PublicKey.TryParse(opening.Detail.ToString(), out P2PProver.Rollup.PublicKey key).ShouldBeTrue();
        P2PProver.Rollup.RollupBatch batch = new(P2PProver.Node.Batches.RollupDefaults.ParseDomain(domain), P2PProver.Rollup.BatchShape.Standard,
        [
            new(P2PProver.Rollup.Operation.OpenAccount(new(opening.Index), new(opening.AmountGwei), key), null),
            new(P2PProver.Rollup.Operation.Deposit(new(deposit.Index), new(deposit.AmountGwei)), null),
        ]);
        P2PProver.Rollup.AccountTree state = new(P2PProver.Rollup.AccountIndex.Bits);
        P2PProver.Rollup.BatchExecution execution = P2PProver.Rollup.BatchReplay.Run(batch, state, 1).Execution.ShouldNotBeNull();
        byte[] witness = P2PProver.Rollup.WitnessPackage.Create(batch, state);
        P2PProver.Node.Batches.InputFile.Write(In("batch/witness.bin"), witness);
        P2PProver.Node.Batches.BatchDocument.Of(batch, execution, witness).Write(In("batch/batch.json"));
    }

    private async Task<string> EmptyStateAsync()
    {
        await File.WriteAllBytesAsync(In("empty.bin"), P2PProver.Rollup.StateSnapshot.Write(new P2PProver.Rollup.AccountTree(P2PProver.Rollup.AccountIndex.Bits)));
        return In("empty.bin");
    }

    private static Address ChainAddress(string text)
    {
        Address.TryParse(text, out Address address).ShouldBeTrue();
        return address;
    }

    private void WriteAccount()
    {
        File.WriteAllText(In("pw"), "secret\n", new UTF8Encoding(false));
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        using StoredKey stored = StoredKey.Of(key);
        Password.TryCreate("secret", out Password? password).ShouldBeTrue();
        using (password)
        {
            KeystoreFile.Write(In("account.json"), stored, password!, KdfProfile.Light).IsSuccess.ShouldBeTrue();
        }
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    private Task<RunResult> RawAsync(string[] words) => new InProcess { Clock = TimeProvider.System }.GoAsync([.. words, "--json", "--data-dir", In("data")]);

    private async Task<JsonElement> RunAsync(string[] words)
    {
        RunResult run = await RawAsync(words);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {run}");
        return run.Json();
    }

    private async Task FailAsync(string code, string[] words, string? orElse = null)
    {
        RunResult run = await RawAsync(words);
        run.Output.ShouldBeEmpty();
        string found = JsonDocument.Parse(run.Error.TrimEnd().Split('\n')[^1]).RootElement.GetProperty("code").GetString()!;
        found.ShouldBeOneOf(code, orElse ?? code);
    }
}
