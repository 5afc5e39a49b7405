using System.Text.Json;
using P2PProver.Node.Configuration;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Configuration;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly InProcess _cli = new();

    public ConfigCommandTests()
    {
        _cli.WorkingDirectory = _directory.Path;
    }

    public void Dispose()
    {
        _directory.Dispose();
    }

    [Fact]
    public async Task Show_WithOrigin_AlignsKeyValueAndOrigin()
    {
        string file = _directory.Write("my.json", "{\n  \"prover\": { \"threads\": 4 }\n}");
        _cli.Variables["P2PPROVER_DOCTOR__OPEN_FILES_MIN"] = "100";

        RunResult run = await _cli.GoAsync(["config", "show", "--origin", "-c", "my.json", "--data-dir", "/d", "--no-color"]);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        run.Output.ShouldBe($"""
            KEY                      VALUE               ORIGIN
            dataDir                  /d                  flag --data-dir
            log.level                info                default
            log.format               text                default
            output.color             never               flag --no-color
            prover.threads           4 cores             file {file}:2
            prover.memoryMaxMiB      0 (three quarters)  default
            doctor.diskFreeMinGiB    10 GiB              default
            doctor.memoryMinMiB      2048 MiB            default
            doctor.openFilesMin      100 files           env P2PPROVER_DOCTOR__OPEN_FILES_MIN
            doctor.programTimeoutMs  5000 ms             default

            """);
    }

    [Fact]
    public async Task Show_WithoutOrigin_HasTwoColumns()
    {
        RunResult run = await _cli.GoAsync(["config", "show"]);

        run.Output.ShouldStartWith("KEY                      VALUE\ndataDir                  /nowhere/home/.p2pprover\n");
    }

    [Fact]
    public async Task Show_AsJson_HasOriginsWithKindNameAndLine()
    {
        string file = _directory.Write("my.json", "{ \"prover\": { \"threads\": 4 } }");

        RunResult run = await _cli.GoAsync(["config", "show", "--json", "-c", file]);

        JsonElement json = run.Json();
        json.GetProperty("file").GetString().ShouldBe(file);
        JsonElement threads = json.GetProperty("settings").EnumerateArray()
            .Single(entry => entry.GetProperty("key").GetString() is "prover.threads");
        threads.GetProperty("value").GetString().ShouldBe("4");
        threads.GetProperty("origin").GetProperty("kind").GetString().ShouldBe("file");
        threads.GetProperty("origin").GetProperty("line").GetInt32().ShouldBe(1);
        json.GetProperty("settings").GetArrayLength().ShouldBe(KnownSettings.All.Count);
    }

    [Fact]
    public async Task Show_OnAWrongConfiguration_EndsWith3AndPrintsNothing()
    {
        string file = _directory.Write("my.json", "{ \"nope\": 1 }");

        RunResult run = await _cli.GoAsync(["config", "show", "-c", file]);

        run.ExitCode.ShouldBe(3);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith($"error[PP-CFG-004]: {file}:1: unknown key 'nope'\n");
    }

    [Fact]
    public async Task Check_OnAGoodConfiguration_SaysSo()
    {
        RunResult run = await _cli.GoAsync(["config", "check"]);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldBe("ok: no configuration file, environment and command line are right\n");
    }

    [Fact]
    public async Task Check_OnAWrongConfiguration_ListsAllProblemsAndEndsWith3()
    {
        string file = _directory.Write("my.json", "{ \"nope\": 1,\n \"nopes\": 2,\n \"prover\": { \"threads\": -2 } }");

        RunResult run = await _cli.GoAsync(["config", "check", "-c", file]);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldBeEmpty();
        string[] lines = run.Output.Split('\n');
        lines[0].ShouldBe($"PP-CFG-004  {file}:1: unknown key 'nope'");
        lines[1].ShouldStartWith("            -> Correct or remove the key;");
        lines[2].ShouldBe($"PP-CFG-004  {file}:2: unknown key 'nopes'");
        lines[3].ShouldStartWith($"PP-CFG-007  {file}:3: 'prover.threads' is '-2'");
        lines[^2].ShouldBe($"3 problems ({file})");
    }

    [Fact]
    public async Task Check_AsJson_ListsProblemsAndEndsWith3()
    {
        string file = _directory.Write("my.json", "{ \"nope\": 1 }");

        RunResult run = await _cli.GoAsync(["config", "check", "--json", "-c", file]);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldBeEmpty();
        JsonElement json = run.Json();
        json.GetProperty("isOk").GetBoolean().ShouldBeFalse();
        JsonElement problem = json.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        problem.GetProperty("key").GetString().ShouldBe("nope");
        problem.GetProperty("origin").GetProperty("line").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Defaults_AreAConfigurationThatChangesNothing()
    {
        RunResult printed = await _cli.GoAsync(["config", "defaults"]);
        string file = _directory.Write("my.json", printed.Output);

        RunResult run = await _cli.GoAsync(["config", "show", "--origin", "-c", file]);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldNotContain("file ");
    }

    [Fact]
    public async Task Defaults_Uncommented_AreTheDefaultsThemselves()
    {
        RunResult printed = await _cli.GoAsync(["config", "defaults"]);
        string file = _directory.Write("my.json", printed.Output.Replace("// \"", "\"", StringComparison.Ordinal));

        RunResult run = await _cli.GoAsync(["config", "show", "--origin", "-c", file]);
        RunResult untouched = await _cli.GoAsync(["config", "show"]);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.Split('\n').Count(line => line.Contains($"file {file}:", StringComparison.Ordinal)).ShouldBe(KnownSettings.All.Count);
        RunResult plain = await _cli.GoAsync(["config", "show", "-c", file]);
        plain.Output.ShouldBe(untouched.Output);
    }

    [Fact]
    public async Task Defaults_NameEveryKeyWithItsVariable()
    {
        RunResult text = await _cli.GoAsync(["config", "defaults"]);
        RunResult json = await _cli.GoAsync(["config", "defaults", "--json"]);

        foreach (Setting setting in KnownSettings.All)
        {
            text.Output.ShouldContain($"env: {setting.EnvironmentName}");
        }

        json.Json().GetProperty("settings").EnumerateArray().Select(entry => entry.GetProperty("key").GetString())
            .ShouldBe(KnownSettings.All.Select(setting => setting.Key));
    }

    [Fact]
    public async Task EveryFlagOfACatalogueKey_IsARealOption()
    {
        RunResult help = await _cli.GoAsync(["--help"]);

        foreach (string flag in KnownSettings.All.SelectMany(setting => setting.Flag?.Split(", ") ?? []))
        {
            help.Output.ShouldContain($"{flag} ");
        }
    }
}
