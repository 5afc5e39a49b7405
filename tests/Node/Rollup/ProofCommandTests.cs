using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Rollup;

public sealed class ProofCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string BatchPath => In("batch/batch.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ProveAndVerify_BatchOfTwoShards_ProvesTheWholeBatchAndNothingElse()
    {
        await MakeBatchAsync("1");
        JsonElement prove = await JsonAsync("p2pprover.proof.prove-shard/1", "proof", "prove-shard", BatchPath, "--out", In("proofs"));
        prove.GetProperty("proofs").GetArrayLength().ShouldBe(2);
        string[] proofs = [In("proofs/shard-0.json"), In("proofs/shard-1.json")];

        JsonElement verify = await JsonAsync("p2pprover.proof.verify/1", ["proof", "verify", .. proofs, "--batch", BatchPath]);
        verify.GetProperty("isWholeBatch").GetBoolean().ShouldBeTrue();
        JsonElement part = await JsonAsync("p2pprover.proof.verify/1", "proof", "verify", proofs[1], "--batch", BatchPath);
        part.GetProperty("isWholeBatch").GetBoolean().ShouldBeFalse();
        JsonElement inspect = await JsonAsync("p2pprover.proof.inspect/1", "proof", "inspect", proofs[0]);
        inspect.GetProperty("stateIn").GetString().ShouldBe(JsonNode.Parse(File.ReadAllText(BatchPath))!["stateIn"]!.GetValue<string>());
        inspect.GetProperty("feesInGwei").GetUInt64().ShouldBe(0UL);

        await CheckRefusalsAsync(proofs);
        await CheckOtherBatchAsync(proofs);
    }

    [Fact]
    public async Task Prove_ShardOutOfRange_IsRefused()
    {
        await MakeBatchAsync("1");

        await RefusedAsync("PP-CLI-005", 2, "proof", "prove-shard", BatchPath, "--out", In("proofs"), "--shard", "2");
        await RefusedAsync("PP-CLI-005", 2, "proof", "prove-shard", BatchPath, "--out", In("proofs"), "--shard", "-1");
    }

    private async Task CheckRefusalsAsync(string[] proofs)
    {
        await ChangedAsync("PP-PRF-001", proofs[0], json => json["schema"] = "other");
        await ChangedAsync("PP-PRF-001", proofs[0], json => json["publicValues"] = "0x00");
        await ChangedAsync("PP-PRF-001", proofs[0], json => json["blocksPerShard"] = 1);
        await ChangedAsync("PP-PRF-001", proofs[0], json => json["proof"] = "not base64!");
        await ChangedAsync("PP-PRF-001", proofs[0], json => json["more"] = 1);
        await ChangedAsync("PP-PRF-003", proofs[0], json => json["parameters"] = "P10");
        await ChangedAsync("PP-PRF-003", proofs[0], json => json["verifyingKey"] = "0x" + new string('0', 64));
        await ChangedAsync("PP-PRF-003", proofs[0], json => json["treeDepth"] = 6);
        await ChangedAsync("PP-PRF-002", proofs[0], json => json["publicValues"] = Swap(json["publicValues"]!.GetValue<string>()));
        await ChangedAsync("PP-PRF-002", proofs[0], json => json["proof"] = Convert.ToBase64String(Flip(Convert.FromBase64String(json["proof"]!.GetValue<string>()))));
        await ChangedAsync("PP-PRF-002", proofs[0], json => json["proof"] = string.Empty);
    }

    private async Task CheckOtherBatchAsync(string[] proofs)
    {
        // The same proofs in each other's places, then against a batch of other transfers.
        await ChangedAsync("PP-PRF-004", proofs[0], json => json["shard"] = 1, "--batch", BatchPath);
        await ChangedAsync("PP-PRF-004", proofs[0], json => json["shard"] = 2, "--batch", BatchPath);
        await MakeBatchAsync("2");
        await RefusedAsync("PP-PRF-004", 7, "proof", "verify", proofs[0], "--batch", BatchPath);
    }

    /// <summary>Exchanges the state roots, elements 8 to 15 and 16 to 23.</summary>
    private static string Swap(string values) => values[..66] + values[130..194] + values[66..130] + values[194..];

    private static byte[] Flip(byte[] proof)
    {
        proof[proof.Length / 2] ^= 1;
        return proof;
    }

    private async Task ChangedAsync(string code, string file, Action<JsonNode> change, params string[] more)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json);
        await RefusedAsync(code, 7, ["proof", "verify", _directory.Write("changed.json", json.ToJsonString()), .. more]);
    }

    private async Task MakeBatchAsync(string seed)
    {
        await JsonAsync(
            "p2pprover.rollup.generate/1",
            "rollup", "generate", "--accounts", "3", "--transfers", "4", "--depth", "3", "--seed", seed, "--out", In("work"));
        await JsonAsync(
            "p2pprover.batch.build/1",
            "batch", "build", In("work/state.bin"), In("work/operations.bin"), "--out", In("batch"), "--blocks-per-shard", "4");
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

    private static async Task RefusedAsync(string code, int exitCode, params string[] words)
    {
        RunResult run = await InProcess.RunAsync([.. words, "--json", "--quiet"]);
        run.Output.ShouldBeEmpty();
        run.ErrorJson().GetProperty("code").GetString().ShouldBe(code, run.ToString());
        run.ExitCode.ShouldBe(exitCode);
    }

    private string In(string name) => Path.Combine(_directory.Path, name);
}
