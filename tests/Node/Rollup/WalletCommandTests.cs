using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Tests.Support;
using P2PProver.Rollup;

namespace P2PProver.Node.Tests.Rollup;

public sealed class WalletCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public WalletCommandTests()
    {
        _directory.Write("pw", "correct horse\n");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Transfer_FromANewWallet_IsSignedByItsAddress()
    {
        JsonElement made = await NewAsync("alice");
        JsonElement transfer = await SignAsync("p2pprover.wallet.transfer/1", "transfer", "alice", "--to", "9", "--amount", "1000", "--fee", "2", "--out", In("op.bin"));

        SignedOperation signed = Read(transfer);
        File.ReadAllBytes(In("op.bin")).ShouldBe(OperationBytes.Write([signed]));
        signed.Operation.ShouldBe(Operation.Transfer(new AccountIndex(3), new AccountIndex(9), new Gwei(1000), new Gwei(2), new Slot(1)));
        Verdict(signed, made).ShouldBe(SignatureVerdict.Valid);
        JsonElement address = await JsonAsync("p2pprover.wallet.address/1", "wallet", "address", "alice");
        address.GetProperty("publicKey").GetString().ShouldBe(made.GetProperty("publicKey").GetString());
        address.GetProperty("nextSlot").GetInt32().ShouldBe(2);
        address.GetProperty("slotsLeft").GetInt32().ShouldBe(made.GetProperty("slotsLeft").GetInt32() - 1);
    }

    [Fact]
    public async Task Withdraw_Again_UsesAnotherSlotAboveTheChains()
    {
        JsonElement made = await NewAsync("alice");
        SignedOperation first = Read(await SignAsync("p2pprover.wallet.withdraw/1", "withdraw", "alice", "--amount", "5"));
        SignedOperation second = Read(await SignAsync("p2pprover.wallet.withdraw/1", "withdraw", "alice", "--amount", "5", "--last-slot", "10"));

        first.Operation.Slot.Value.ShouldBe(1u);
        second.Operation.Slot.Value.ShouldBe(11u);
        Verdict(second, made).ShouldBe(SignatureVerdict.Valid);
    }

    [Fact]
    public async Task Rotate_ThenTransfer_SignsWithTheNewKey()
    {
        JsonElement made = await NewAsync("alice");
        JsonElement rotation = await SignAsync("p2pprover.wallet.rotate/1", "rotate", "alice", "--slots", "8");
        JsonElement transfer = await SignAsync("p2pprover.wallet.transfer/1", "transfer", "alice", "--to", "1", "--amount", "1");
        JsonElement old = await SignAsync("p2pprover.wallet.transfer/1", "transfer", "alice", "--to", "1", "--amount", "1", "--window", "0");

        SignedOperation rotate = Read(rotation);
        rotate.Operation.Key.ToString().ShouldBe(rotation.GetProperty("newPublicKey").GetString());
        Verdict(rotate, made).ShouldBe(SignatureVerdict.Valid);
        Read(transfer).Operation.Slot.Value.ShouldBe(1u << 16);
        transfer.GetProperty("publicKey").GetString().ShouldBe(rotate.Operation.Key.ToString());
        Verdict(Read(transfer), transfer).ShouldBe(SignatureVerdict.Valid);
        Read(old).Operation.Slot.Value.ShouldBe(2u);
        Verdict(Read(old), made).ShouldBe(SignatureVerdict.Valid);
    }

    [Fact]
    public async Task Restore_FromTheSeed_IsTheSameKeyBeyondAThousandSlots()
    {
        JsonElement made = await NewAsync("alice", "2048");
        RunResult run = await RunAsync(
            "wallet", "new", "bob", "--password-file", In("pw"), "--light-kdf", "--slots", "2048", "--restore", made.GetProperty("seed").GetString()!, "--last-slot", "17");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldContain("warning: restored");
        JsonElement restored = await JsonAsync("p2pprover.wallet.address/1", "wallet", "address", "bob");
        restored.GetProperty("publicKey").GetString().ShouldBe(made.GetProperty("publicKey").GetString());
        restored.GetProperty("nextSlot").GetInt32().ShouldBe(18 + 1024);
    }

    [Fact]
    public async Task WrongUse_IsRefusedWithItsCode()
    {
        JsonElement made = await NewAsync("alice", "3");
        _directory.Write("wrong", "battery staple\n");
        _directory.Write("empty", "\n");
        await RefusedAsync("PP-WAL-001", "wallet", "new", "alice", "--password-file", In("pw"), "--light-kdf");
        await RefusedAsync("PP-WAL-002", "wallet", "address", "bob");
        await RefusedAsync("PP-CLI-005", "wallet", "address", "../bob");
        await RefusedAsync("PP-CLI-005", "wallet", "new", "bob", "--password-file", In("pw"), "--slots", "65537");
        await RefusedAsync("PP-CLI-005", "wallet", "new", "bob", "--password-file", In("pw"), "--last-slot", "1");
        await RefusedAsync("PP-WAL-003", "wallet", "withdraw", "alice", "--account", "3", "--amount", "1", "--password-file", In("wrong"));
        await RefusedAsync("PP-WAL-003", "wallet", "withdraw", "alice", "--account", "3", "--amount", "1", "--password-file", In("empty"));
        await RefusedAsync("PP-ROL-001", "wallet", "withdraw", "alice", "--account", "3", "--amount", "1", "--password-file", In("none"));
        await RefusedAsync("PP-CLI-005", Withdraw("--window", "7"));
        await RefusedAsync("PP-CLI-005", Withdraw("--last-slot", "16777216"));
        await RefusedAsync("PP-CLI-005", Withdraw("--fee", "1073741824"));
        await RefusedAsync("PP-WAL-006", Withdraw("--last-slot", "2"));
        await RefusedAsync("PP-WAL-006", Withdraw("--last-slot", "16777215"));
        made.GetProperty("slotsLeft").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task DamagedFiles_AreRefusedOrMadeAgain()
    {
        await NewAsync("alice", "8");
        string folder = In("data/wallets/alice");
        File.WriteAllBytes(Path.Combine(folder, "window-0.leaves"), new byte[8 * 16]);
        Read(await SignAsync("p2pprover.wallet.withdraw/1", "withdraw", "alice", "--amount", "5")).Operation.Slot.Value.ShouldBe(1u);

        string counter = Path.Combine(folder, "window-0.slots");
        byte[] honest = File.ReadAllBytes(counter);
        File.WriteAllBytes(counter, honest[1..]);
        await RefusedAsync("PP-WAL-005", Withdraw());
        File.Delete(counter);
        await RefusedAsync("PP-WAL-005", Withdraw());
        await RefusedAsync("PP-WAL-005", "wallet", "address", "alice");
        File.WriteAllBytes(counter, honest);
        using (SlotFile held = SlotFile.Open(counter))
        {
            await RefusedAsync("PP-WAL-007", Withdraw());
        }

        string document = Path.Combine(folder, "wallet.json");
        string text = File.ReadAllText(document);
        File.WriteAllText(document, text.Replace("\"slotCount\": 8", "\"slotCount\": 9", StringComparison.Ordinal));
        await RefusedAsync("PP-WAL-004", Withdraw());
        File.WriteAllText(document, "{");
        await RefusedAsync("PP-WAL-004", Withdraw());
    }

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public async Task Kill_OnceTheCounterHasMoved_NeverReleasesASlotTwice()
    {
        const int Rounds = 6;
        await NewAsync("alice", "64");
        Dictionary<string, string> none = [];
        for (int round = 0; round < Rounds; round++)
        {
            // The moment that matters: the counter is on disk, the signature is not out yet.
            TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using FileSystemWatcher watcher = new(In("data/wallets/alice"), "window-0.slots");
            watcher.Renamed += (_, _) => moved.TrySetResult();
            watcher.EnableRaisingEvents = true;
            using Process process = OutOfProcess.Start(none, [.. Withdraw("--out", In($"op-{round}.bin")), "--json", "--data-dir", In("data")]);
            await moved.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            process.Kill();
            await OutOfProcess.WaitAsync(process, "the killed wallet to be gone");
        }

        uint next = Read(await SignAsync("p2pprover.wallet.withdraw/1", "withdraw", "alice", "--amount", "5")).Operation.Slot.Value;
        next.ShouldBe(Rounds + 1u);
        uint[] released = [.. Enumerable.Range(0, Rounds).Select(round => In($"op-{round}.bin")).Where(File.Exists).Select(Slot)];
        released.ShouldBeUnique();
        released.ShouldAllBe(slot => slot < next);

        static uint Slot(string file)
        {
            OperationBytes.TryRead(File.ReadAllBytes(file), out IReadOnlyList<SignedOperation> operations, out _, out _).ShouldBe(PackedFault.None);
            return operations.ShouldHaveSingleItem().Operation.Slot.Value;
        }
    }

    private static SignedOperation Read(JsonElement report)
    {
        byte[] content = Convert.FromHexString(report.GetProperty("operation").GetString()![2..]);
        OperationBytes.TryRead(content, out IReadOnlyList<SignedOperation> operations, out _, out _).ShouldBe(PackedFault.None);
        return operations.ShouldHaveSingleItem();
    }

    private static SignatureVerdict Verdict(SignedOperation signed, JsonElement keyReport)
    {
        PublicKey.TryParse(keyReport.GetProperty("publicKey").GetString(), out PublicKey key).ShouldBeTrue();
        Digest8 message = signed.Operation.MessageDigest(RollupDefaults.LocalDomain);
        return XmssVerifier.Verify(key, signed.Operation.Slot, message, signed.Signature!);
    }

    private Task<JsonElement> NewAsync(string name, string slots = "32") => JsonAsync(
        "p2pprover.wallet.new/1", "wallet", "new", name, "--password-file", In("pw"), "--light-kdf", "--slots", slots);

    private Task<JsonElement> SignAsync(string schema, string verb, string name, params string[] more) =>
        JsonAsync(schema, ["wallet", verb, name, "--account", "3", "--password-file", In("pw"), .. more]);

    private string[] Withdraw(params string[] more) =>
        ["wallet", "withdraw", "alice", "--account", "3", "--amount", "1", "--password-file", In("pw"), .. more];

    private Task<RunResult> RunAsync(params string[] words) => InProcess.RunAsync([.. words, "--data-dir", In("data")]);

    private async Task<JsonElement> JsonAsync(string schema, params string[] words)
    {
        RunResult run = await RunAsync([.. words, "--json", "--quiet"]);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        JsonElement json = run.Json();
        json.GetProperty("schema").GetString().ShouldBe(schema);
        return json;
    }

    private async Task RefusedAsync(string code, params string[] words)
    {
        RunResult run = await RunAsync([.. words, "--json", "--quiet"]);
        run.Output.ShouldBeEmpty();
        run.ErrorJson().GetProperty("code").GetString().ShouldBe(code, run.ToString());
    }

    private string In(string name) => Path.Combine(_directory.Path, name);
}
