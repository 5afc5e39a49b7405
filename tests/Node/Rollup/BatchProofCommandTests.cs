using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Node.Tests.Support;
using P2PProver.Testing;

namespace P2PProver.Node.Tests.Rollup;

public sealed class BatchProofCommandTests : IDisposable
{
    private const string Payee = "0x00000000000000000000000000000000000000aa";

    private readonly TemporaryDirectory _directory = new();

    private string BatchPath => In("batch/batch.json");

    public void Dispose() => _directory.Dispose();

    [TierFact(TestTier.Full)]
    public async Task ProveBatch_OfTwoShards_GivesOneProofOfTheWholeBatch()
    {
        await MakeBatchAsync();
        JsonElement prove = await JsonAsync(
            "p2pprover.proof.prove-batch/1", "proof", "prove-batch", BatchPath, "--payee", Payee, "--out", In("proofs"));
        prove.GetProperty("proofs").GetArrayLength().ShouldBe(3);
        string root = prove.GetProperty("root").GetString()!;
        root.ShouldBe(In("proofs/proof-1-0.json"));

        JsonElement verify = await JsonAsync("p2pprover.proof.verify/1", "proof", "verify", root, "--batch", BatchPath);
        verify.GetProperty("isWholeBatch").GetBoolean().ShouldBeTrue();
        verify.GetProperty("proofs")[0].GetProperty("shardCount").GetInt32().ShouldBe(2);
        JsonElement leaf = await JsonAsync("p2pprover.proof.verify/1", "proof", "verify", In("proofs/proof-0-1.json"), "--batch", BatchPath);
        leaf.GetProperty("isWholeBatch").GetBoolean().ShouldBeFalse();
        JsonElement inspect = await JsonAsync("p2pprover.proof.inspect-batch/1", "proof", "inspect", root);
        inspect.GetProperty("circuit").GetString().ShouldBe("merge");
        inspect.GetProperty("statement").GetProperty("stateIn").GetString()
            .ShouldBe(JsonNode.Parse(File.ReadAllText(BatchPath))!["stateIn"]!.GetValue<string>());

        await CheckRefusalsAsync(root);
    }

    [Fact]
    public async Task ProveBatch_PayeeThatCannotBePaid_IsRefused()
    {
        await MakeBatchAsync();
        foreach (string payee in new[] { "0x00", "0x" + new string('0', 40), "00000000000000000000000000000000000000aa00", "0x" + new string('g', 40) })
        {
            await RefusedAsync("PP-CLI-005", 2, "proof", "prove-batch", BatchPath, "--payee", payee, "--out", In("proofs"));
        }
    }

    private async Task CheckRefusalsAsync(string root)
    {
        await ChangedAsync("PP-PRF-001", root, json => json["more"] = 1);
        await ChangedAsync("PP-PRF-001", root, json => json["payees"] = new JsonArray(Payee));
        await ChangedAsync("PP-PRF-001", root, json => json["payees"]![0] = "0x12");
        await ChangedAsync("PP-PRF-001", root, json => json["proof"] = string.Empty);
        await ChangedAsync("PP-PRF-001", root, json => json["blocksPerShard"] = 1);
        await ChangedAsync("PP-PRF-002", root, json => json["payees"]![2] = "0x00000000000000000000000000000000000000ab");
        await ChangedAsync("PP-PRF-002", root, json => json["proof"] = Flip(json["proof"]!.GetValue<string>(), fromEnd: 9));
        await ChangedAsync("PP-PRF-003", root, json => json["parameters"] = "P10");
        await ChangedAsync("PP-PRF-003", root, json => json["proof"] = Flip(json["proof"]!.GetValue<string>(), fromStart: 1));
    }

    private static string Flip(string base64, int fromStart = 0, int fromEnd = 0)
    {
        byte[] bytes = Convert.FromBase64String(base64);
        bytes[fromEnd > 0 ? bytes.Length - fromEnd : fromStart] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    private async Task ChangedAsync(string code, string file, Action<JsonNode> change)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json);
        await RefusedAsync(code, 7, "proof", "verify", _directory.Write("changed.json", json.ToJsonString()));
    }

    private async Task MakeBatchAsync()
    {
        await JsonAsync(
            "p2pprover.rollup.generate/1",
            "rollup", "generate", "--accounts", "3", "--transfers", "4", "--depth", "3", "--seed", "1", "--out", In("work"));
        await JsonAsync(
            "p2pprover.batch.build/1",
            "batch", "build", In("work/state.bin"), In("work/operations.bin"), "--out", In("batch"), "--blocks-per-shard", "4");
    }

    private async Task<JsonElement> JsonAsync(string schema, params string[] words)
    {
        RunResult run = await InProcess.RunAsync([.. words, "--data-dir", In("data"), "--json", "--quiet"]);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        JsonElement json = run.Json();
        json.GetProperty("schema").GetString().ShouldBe(schema);
        return json;
    }

    private async Task RefusedAsync(string code, int exitCode, params string[] words)
    {
        RunResult run = await InProcess.RunAsync([.. words, "--data-dir", In("data"), "--json", "--quiet"]);
        run.Output.ShouldBeEmpty();
        run.ErrorJson().GetProperty("code").GetString().ShouldBe(code, run.ToString());
        run.ExitCode.ShouldBe(exitCode);
    }

    private string In(string name) => Path.Combine(_directory.Path, name);
}
