using System.Text.Json;
using P2PProver.Node.Cli;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

public sealed class JsonOutputTests
{
    [Fact]
    public async Task EveryVerb_WithJson_WritesOneObjectOfItsSchemaAndNothingElse()
    {
        // Verbs that need files have tests of their own, which look at the schema too.
        string[] nouns = ["wallet", "batch", "rollup", "proof", "contracts", "stake"];
        Verb[] verbs = [.. HelpTests.Verbs().Where(verb => verb.Body is not null && !nouns.Contains(HelpWriter.PathOf(verb).Split(' ')[1]))];
        verbs.Length.ShouldBeGreaterThan(4);
        foreach (Verb verb in verbs)
        {
            string[] arguments = verb.Arguments.Count == 0 ? [] : ["bash"];
            RunResult run = await InProcess.RunAsync([.. HelpWriter.PathOf(verb).Split(' ').Skip(1), .. arguments, "--json"]);

            run.ExitCode.ShouldBe(0, run.ToString());
            run.Error.ShouldBeEmpty();
            JsonElement json = run.Json();
            JsonProperty first = json.EnumerateObject().First();
            first.Name.ShouldBe("schema");
            first.Value.GetString().ShouldBe(verb.JsonSchema);
            verb.JsonSchema!.ShouldMatch(@"^p2pprover(\.[a-z-]+)+/\d+$");
        }
    }

    [Fact]
    public async Task EveryNoun_WithJsonButNoVerb_FailsAsJson()
    {
        foreach (Verb noun in HelpTests.Verbs().Where(verb => verb.Body is null))
        {
            RunResult run = await InProcess.RunAsync(noun.Name, "--json");

            run.ExitCode.ShouldBe(2);
            run.Output.ShouldBeEmpty();
            run.ErrorJson().GetProperty("code").GetString().ShouldBe("PP-CLI-004");
        }
    }

    [Theory]
    [InlineData("--json", "doctr")]
    [InlineData("doctor", "--json", "--jsno")]
    [InlineData("config", "show", "--config", "/nowhere/x.json", "--json")]
    public async Task Failure_WithJson_IsOneLineOfJsonOnStderr(params string[] words)
    {
        RunResult run = await InProcess.RunAsync(words);

        run.Output.ShouldBeEmpty();
        run.Error.TrimEnd().ShouldNotContain("\n");
        JsonElement error = run.ErrorJson();
        error.GetProperty("schema").GetString().ShouldBe("p2pprover.error/1");
        error.GetProperty("code").GetString()!.ShouldStartWith("PP-");
        error.GetProperty("exitCode").GetInt32().ShouldBe(run.ExitCode);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("nextStep").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Version_WithJson_HasBuildProcessorAndKernels()
    {
        RunResult run = await InProcess.RunAsync("version", "--json");

        JsonElement json = run.Json();
        json.GetProperty("version").GetString().ShouldBe("1.2.3");
        json.GetProperty("commit").GetString().ShouldBe("0123456789abcdef0123456789abcdef01234567");
        json.GetProperty("processor").GetProperty("cores").GetInt32().ShouldBe(8);
        json.GetProperty("kernels").GetProperty("hash").GetString().ShouldBe("AVX-512 x16");
    }

    [Theory]
    [InlineData(false, "p2pprover 1.2.3 (0123456789)\n")]
    [InlineData(true, "p2pprover.build/1")]
    public async Task VersionOption_WithAndWithoutJson_TellsTheBuild(bool asJson, string expected)
    {
        RunResult run = await InProcess.RunAsync(asJson ? ["--version", "--json"] : ["--version"]);

        run.ExitCode.ShouldBe(0);
        string told = asJson ? run.Json().GetProperty("schema").GetString()! : run.Output;
        told.ShouldBe(expected);
    }

    [Fact]
    public async Task Logs_WithVerboseAndJson_AreJsonLinesOnStderr()
    {
        RunResult run = await InProcess.RunAsync("doctor", "--json", "-v");

        run.Json().GetProperty("schema").GetString().ShouldBe("p2pprover.doctor/1");
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeGreaterThan(5);
        foreach (string line in lines)
        {
            JsonDocument.Parse(line).RootElement.GetProperty("schema").GetString().ShouldBe("p2pprover.log/1");
        }
    }
}
