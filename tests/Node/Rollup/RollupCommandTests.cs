using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Node.Tests.Support;
using P2PProver.Testing;

namespace P2PProver.Node.Tests.Rollup;

public sealed class RollupCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Block => Path.Combine(RepositoryRoot.Path, "tests", "Vectors", "blocks", "ethereum-19923400.json");

    private string BatchPath => In("batch/batch.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task RealBlock_ImportBuildInspectReplay_AgreeOnTheRoots()
    {
        JsonElement import = await JsonAsync("p2pprover.rollup.import/1", "rollup", "import", Block, "--out", In("work"), "--fee", "3");
        import.GetProperty("transfers").GetInt32().ShouldBe(6);
        import.GetProperty("accounts").GetInt32().ShouldBe(File.ReadAllLines(In("work/accounts.txt")).Length);

        JsonElement build = await JsonAsync(
            "p2pprover.batch.build/1", "batch", "build", In("work/state.bin"), In("work/operations.bin"), "--out", In("batch"));
        build.GetProperty("operations").GetInt32().ShouldBe(7);
        build.GetProperty("feesGwei").GetInt32().ShouldBe(18);
        build.GetProperty("stateIn").GetString().ShouldBe(import.GetProperty("stateRoot").GetString());

        JsonElement inspect = await JsonAsync("p2pprover.batch.inspect/1", "batch", "inspect", BatchPath);
        inspect.GetProperty("kinds").GetProperty("transfer").GetInt32().ShouldBe(6);
        inspect.GetProperty("shards").GetInt32().ShouldBe(1);

        JsonElement replay = await JsonAsync("p2pprover.batch.replay/1", "batch", "replay", BatchPath);
        replay.GetProperty("stateOut").GetString().ShouldBe(build.GetProperty("stateOut").GetString());
        replay.GetProperty("shards")[0].GetProperty("operations").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Generate_SeveralShards_BuildsOneBatchAfterAnother()
    {
        await GenerateAsync(40);
        JsonElement first = await JsonAsync(
            "p2pprover.batch.build/1",
            "batch", "build", In("work/state.bin"), In("work/operations.bin"), "--out", In("batch"), "--blocks-per-shard", "16", "--max-shards", "2");

        first.GetProperty("shards").GetInt32().ShouldBe(2);
        first.GetProperty("operations").GetInt32().ShouldBe(32);
        first.GetProperty("waiting").GetInt32().ShouldBe(9);
        JsonElement replay = await JsonAsync("p2pprover.batch.replay/1", "batch", "replay", BatchPath);
        replay.GetProperty("shards").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Text_WithoutJson_IsColumnsOnStdoutAndNotesOnStderr()
    {
        RunResult run = await InProcess.RunAsync("rollup", "generate", "--transfers", "3", "--accounts", "3", "--depth", "4", "--out", In("work"));

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("transfers       3\n");
        run.Error.ShouldContain("note: keys and signatures of 3 of 3 accounts");
    }

    [Theory]
    [InlineData("{}", "PP-ROL-003", "NoTransactions")]
    [InlineData("nonsense", "PP-ROL-003", "NotJson")]
    [InlineData("{\"transactions\":[]}", "PP-ROL-004", "no plain transfer")]
    public async Task Import_WhatIsNoBlock_IsRefusedWithItsCode(string text, string code, string message)
    {
        string file = _directory.Write("block.json", text);

        await RefusedAsync(code, message, "rollup", "import", file, "--out", In("work"));
        Directory.Exists(In("work")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--transfers", "0")]
    [InlineData("--accounts", "0")]
    [InlineData("--accounts", "17")]
    [InlineData("--exponent", "-1")]
    [InlineData("--depth", "25")]
    [InlineData("--fee", "1073741824")]
    [InlineData("--domain", "0x12")]
    public async Task Generate_OutOfRange_IsRefused(string option, string value)
    {
        string[] depth = option == "--depth" ? [] : ["--depth", "4"];
        string[] accounts = option == "--accounts" ? [] : ["--accounts", "4"];

        await RefusedAsync("PP-CLI-005", "", ["rollup", "generate", "--out", In("work"), option, value, .. depth, .. accounts]);
    }

    [Fact]
    public async Task Build_MissingOrDamagedFiles_AreRefusedWithTheirCodes()
    {
        await GenerateAsync(5);
        string state = In("work/state.bin");
        string operations = In("work/operations.bin");
        await RefusedAsync("PP-ROL-001", "cannot be read", "batch", "build", In("nothing"), operations, "--out", In("batch"));
        await RefusedAsync("PP-ROL-005", "is not a state", "batch", "build", operations, operations, "--out", In("batch"));
        await RefusedAsync("PP-ROL-006", "UnknownKind", "batch", "build", state, state, "--out", In("batch"));
        await RefusedAsync("PP-ROL-002", "cannot be written", "batch", "build", state, operations, "--out", state);
        Flip(operations, 22 + 900);
        await RefusedAsync("PP-ROL-010", "operation 0", "batch", "build", state, operations, "--out", In("batch"));
    }

    [Fact]
    public async Task Build_OperationsThatCannotBeExecuted_AreRefusedWithTheirCodes()
    {
        await GenerateAsync(5);
        byte[] content = File.ReadAllBytes(In("work/operations.bin"));
        const int Size = 22 + 923;
        string state = In("work/state.bin");
        await TryAsync("PP-ROL-011", [.. content[..Size], .. content[..Size]]);
        await TryAsync("PP-ROL-010", Changed(14));
        await TryAsync("PP-ROL-012", Changed(7));
        await TryAsync("PP-ROL-013", Changed(1));
        await TryAsync("PP-ROL-015", [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        await TryAsync("PP-ROL-014", [3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

        async Task TryAsync(string code, byte[] operations)
        {
            File.WriteAllBytes(In("operations.bin"), operations);
            await RefusedAsync(code, "operation", "batch", "build", state, In("operations.bin"), "--out", In("batch"));
        }

        byte[] Changed(int at)
        {
            byte[] changed = [.. content];
            changed[at] ^= 1;
            return changed;
        }
    }

    [Fact]
    public async Task Inspect_FileThatContradictsItself_IsRefusedWithItsCode()
    {
        await BuildAsync();
        string original = File.ReadAllText(BatchPath);
        await TryAsync("PP-ROL-016", "dataOut", json => json["dataOut"] = "0x" + new string('0', 64));
        await TryAsync("PP-ROL-016", "evaluation", json => json["evaluation"] = "0x" + new string('0', 40));
        await TryAsync("PP-ROL-016", "point", json => json["domain"] = "0x" + new string('0', 64));
        await TryAsync("PP-ROL-016", "shardCount", json => json["shardCount"] = 2);
        await TryAsync("PP-ROL-008", "MisplacedPad", json => json["data"] = json["data"]!.GetValue<string>()[..(2 + (2 * 330))] + "00");
        await TryAsync("PP-ROL-008", "UnknownKind", json => json["data"] = "0x09");
        await TryAsync("PP-ROL-008", "Truncated", json => json["data"] = "0x01");
        await TryAsync("PP-ROL-007", "data", json => json["data"] = "0x1");
        await TryAsync("PP-ROL-007", "stateIn", json => json["stateIn"] = "0x" + new string('f', 64));
        await TryAsync("PP-ROL-007", "domain", json => json["domain"] = "12");
        await TryAsync("PP-ROL-007", "treeDepth", json => json["treeDepth"] = 25);
        await TryAsync("PP-ROL-007", "schema", json => json["schema"] = "other");
        await TryAsync("PP-ROL-007", "not a batch", json => json["more"] = 1);
        await TryAsync("PP-ROL-007", "not a batch", json => json.AsObject().Remove("dataOut"));

        async Task TryAsync(string code, string message, Action<JsonNode> change)
        {
            JsonNode json = JsonNode.Parse(original)!;
            change(json);
            string file = _directory.Write("changed.json", json.ToJsonString());
            await RefusedAsync(code, message, "batch", "inspect", file);
        }
    }

    [Fact]
    public async Task Replay_WrongWitnessOrOutcome_IsRefusedWithItsCode()
    {
        await BuildAsync();
        string witness = In("batch/witness.bin");
        byte[] honest = File.ReadAllBytes(witness);
        Flip(witness, 60);
        await RefusedAsync("PP-ROL-009", "the batch names", "batch", "replay", BatchPath);
        Name(witness);
        await RefusedAsync("PP-ROL-009", "WrongStateRoot", "batch", "replay", BatchPath);
        File.WriteAllBytes(witness, honest);
        Flip(witness, honest.Length - 500);
        Name(witness);
        await RefusedAsync("PP-ROL-010", "WrongRoot", "batch", "replay", BatchPath);
        File.WriteAllBytes(witness, honest);
        Name(witness);
        await RefusedAsync("PP-ROL-001", "cannot be read", "batch", "replay", BatchPath, "--witness", In("nothing"));
        Edit(json => json["stateOut"] = json["stateIn"]!.GetValue<string>());
        await RefusedAsync("PP-ROL-016", "stateOut", "batch", "replay", BatchPath);

        void Name(string file) => Edit(json => json["witnessHash"] =
            "0x" + Convert.ToHexStringLower(P2PProver.Rollup.WitnessPackage.ContentHash(File.ReadAllBytes(file)).Bytes));

        void Edit(Action<JsonNode> change)
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(BatchPath))!;
            change(json);
            File.WriteAllText(BatchPath, json.ToJsonString());
        }
    }

    private static void Flip(string file, int at)
    {
        byte[] content = File.ReadAllBytes(file);
        content[at] ^= 1;
        File.WriteAllBytes(file, content);
    }

    private static async Task<JsonElement> JsonAsync(string schema, params string[] words)
    {
        RunResult run = await InProcess.RunAsync([.. words, "--json", "--quiet"]);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        JsonElement json = run.Json();
        json.GetProperty("schema").GetString().ShouldBe(schema);
        return json;
    }

    private static async Task RefusedAsync(string code, string message, params string[] words)
    {
        RunResult run = await InProcess.RunAsync([.. words, "--json", "--quiet"]);
        run.Output.ShouldBeEmpty();
        JsonElement error = run.ErrorJson();
        error.GetProperty("code").GetString().ShouldBe(code, run.ToString());
        error.GetProperty("message").GetString()!.ShouldContain(message);
        run.ExitCode.ShouldNotBe(0);
    }

    private Task<JsonElement> GenerateAsync(int transfers) => JsonAsync(
        "p2pprover.rollup.generate/1",
        "rollup", "generate", "--accounts", "6", "--transfers", $"{transfers}", "--depth", "5", "--seed", "4", "--out", In("work"));

    private async Task BuildAsync()
    {
        await GenerateAsync(15);
        await JsonAsync("p2pprover.batch.build/1", "batch", "build", In("work/state.bin"), In("work/operations.bin"), "--out", In("batch"));
    }

    private string In(string name) => Path.Combine(_directory.Path, name);
}
