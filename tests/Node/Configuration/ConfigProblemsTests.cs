using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Tests.Configuration;

public sealed class ConfigProblemsTests : IDisposable
{
    private readonly ConfigBench _bench = new();

    public void Dispose()
    {
        _bench.Dispose();
    }

    [Theory]
    [InlineData("{ \"log\": { \"fromat\": \"text\" } }", "PP-CFG-004 FILE:1: unknown key 'log.fromat'; did you mean 'log.format'?")]
    [InlineData("{\n\n \"lgo\": { \"level\": \"info\" } }", "PP-CFG-004 FILE:3: unknown key 'lgo.level'; did you mean 'log.level'?")]
    [InlineData("{ \"Log\": { \"level\": \"info\" } }", "PP-CFG-004 FILE:1: unknown key 'Log.level'; did you mean 'log.level'?")]
    [InlineData("{ \"zebra\": {} }", "PP-CFG-004 FILE:1: unknown key 'zebra'")]
    [InlineData("{ \"log.level\": \"info\" }", "PP-CFG-004 FILE:1: unknown key 'log.level'; a section is an object of its own: \"log\": { \"level\": ... }")]
    [InlineData("{ \"prover\": { \"threads\": \"4\" } }", "PP-CFG-006 FILE:1: 'prover.threads' is the text '4'; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": true } }", "PP-CFG-006 FILE:1: 'prover.threads' is true or false; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": null } }", "PP-CFG-006 FILE:1: 'prover.threads' is null; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": [1] } }", "PP-CFG-006 FILE:1: 'prover.threads' is an array; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": {} } }", "PP-CFG-006 FILE:1: 'prover.threads' is an object; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": 1.5 } }", "PP-CFG-006 FILE:1: 'prover.threads' is '1.5'; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": 1e2 } }", "PP-CFG-006 FILE:1: 'prover.threads' is '1e2'; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": -1 } }", "PP-CFG-007 FILE:1: 'prover.threads' is '-1'; expected a whole number from 0 to 1024")]
    [InlineData("{ \"prover\": { \"threads\": 99999999999999999999 } }", "PP-CFG-007 FILE:1: 'prover.threads' is '99999999999999999999'; expected a whole number from 0 to 1024")]
    [InlineData("{ \"log\": { \"level\": 3 } }", "PP-CFG-006 FILE:1: 'log.level' is the number '3'; expected one of trace, debug, info, warn, error")]
    [InlineData("{ \"log\": { \"level\": \"loud\" } }", "PP-CFG-007 FILE:1: 'log.level' is 'loud'; expected one of trace, debug, info, warn, error")]
    [InlineData("{ \"log\": { \"level\": \"INFO\" } }", "PP-CFG-007 FILE:1: 'log.level' is 'INFO'; expected one of trace, debug, info, warn, error")]
    [InlineData("{ \"log\": [1] }", "PP-CFG-006 FILE:1: 'log' is an array; expected a section, { ... }")]
    [InlineData("{ \"log\": 7 }", "PP-CFG-006 FILE:1: 'log' is the number; expected a section, { ... }")]
    [InlineData("{ \"log\": {\n\"level\": \"info\",\n\"level\": \"warn\" } }", "PP-CFG-008 FILE:3: 'log.level' was already set at line 2")]
    [InlineData("{ \"log\": {},\n\"log\": { \"level\": \"warn\" } }", "PP-CFG-008 FILE:2: 'log' was already set at line 1")]
    [InlineData("{ \"log\": { \"level\" \"info\" } }", "PP-CFG-003 FILE:1: malformed JSON at column 20: '\"' is invalid after a property name. Expected a ':'")]
    [InlineData("[]", "PP-CFG-003 FILE:1: the file must hold one JSON object, { ... }")]
    public void WrongFile_IsExplained(string text, string expected)
    {
        _bench.ProblemsOf(text).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ } }")]
    [InlineData("{ } // fine\n { }")]
    [InlineData("// only a comment")]
    [InlineData("{ \"log\": { \"level\": \"in\nfo\" } }")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}")]
    public void MalformedFile_IsRefusedWithItsPlace(string text)
    {
        _bench.ProblemsOf(text).ShouldHaveSingleItem().ShouldMatch(@"^PP-CFG-003 FILE:\d+: malformed JSON at column \d+: ");
    }

    [Fact]
    public void MalformedFile_ContributesNoKeys()
    {
        string file = _bench.Write("config.json", "{ \"prover\": { \"threads\": 3 }, oops }");

        ConfigurationResult result = _bench.Load(file);

        result.Settings.Find(KnownSettings.ProverThreads).Origin.ShouldBe(SettingOrigin.Default);
    }

    [Fact]
    public void DuplicateKey_KeepsTheFirstValue()
    {
        string file = _bench.Write("config.json", "{ \"prover\": { \"threads\": 3, \"threads\": 4 } }");

        _bench.Load(file).Settings.Get(KnownSettings.ProverThreads).ShouldBe(3);
    }

    [Theory]
    [InlineData("{ /* c */ \"prover\": { // d\n \"threads\": 3, }, }")]
    [InlineData("\uFEFF{ \"prover\": { \"threads\": 3 } }")]
    [InlineData("{ \"log\": {}, \"prover\": { \"threads\": 3 } }\n\n")]
    public void CommentsCommasAndEmptySections_AreFine(string text)
    {
        string file = _bench.Write("config.json", text);

        ConfigurationResult result = _bench.Load(file);

        result.Problems.ShouldBeEmpty();
        result.Settings.Get(KnownSettings.ProverThreads).ShouldBe(3);
    }

    [Fact]
    public void Problems_AreListedAllTogether_InTheOrderOfLines()
    {
        _bench.Variables["P2PPROVER_NOPE"] = "1";
        _bench.Variables["P2PPROVER_LOG__FORMAT"] = "xml";

        IReadOnlyList<string> problems = _bench.ProblemsOf("""
            {
              "log": { "level": 1 },
              "dataDir": "",
              "log": {},
              "nope": 1
            }
            """);

        problems.Select(problem => problem.Split(' ')[0]).ShouldBe(
            ["PP-CFG-006", "PP-CFG-007", "PP-CFG-008", "PP-CFG-004", "PP-CFG-007", "PP-CFG-005"]);
    }

    [Theory]
    [InlineData("P2PPROVER_LOG__LEVLE", "; did you mean 'P2PPROVER_LOG__LEVEL'?")]
    [InlineData("P2PPROVER_LOG_LEVEL", "; did you mean 'P2PPROVER_LOG__LEVEL'?")]
    [InlineData("P2PPROVER_DATADIR", "; did you mean 'P2PPROVER_DATA_DIR'?")]
    [InlineData("P2PPROVER_", "")]
    public void UnknownVariable_IsRefusedWithTheNearestOne(string name, string hint)
    {
        _bench.Variables[name] = "x";

        ConfigProblem problem = _bench.Load().Problems.ShouldHaveSingleItem();

        problem.Failure.Message.ShouldBe($"unknown environment variable '{name}'{hint}");
        problem.Failure.Error.ShouldBe(ErrorCatalogue.UnknownVariable);
        problem.Origin.ShouldBe(new SettingOrigin(OriginKind.Environment, name));
    }

    [Fact]
    public void OtherPeoplesVariables_AreLeftAlone()
    {
        _bench.Variables["P2P_PROVER"] = "x";
        _bench.Variables["p2pprover_log__level"] = "x";

        _bench.Load().Problems.ShouldBeEmpty();
    }

    [Fact]
    public void WrongFlagValue_NamesTheFlag()
    {
        ConfigurationResult result = _bench.Load(null, new FlagValue(KnownSettings.ProverThreads, "--threads", "x"));

        result.Problems.ShouldHaveSingleItem().Failure.Message
            .ShouldBe("--threads: 'prover.threads' is 'x'; expected a whole number from 0 to 1024");
    }

    [Fact]
    public void NamedFile_ThatDoesNotExist_IsAnError()
    {
        _bench.Load("nope.json").Problems.ShouldHaveSingleItem().Failure.Message
            .ShouldBe($"the configuration file {Path.Combine(_bench.Path, "nope.json")} does not exist");
    }

    [Fact]
    public void NamedFile_ThatIsADirectory_IsAnError()
    {
        _bench.Load(".").Problems.ShouldHaveSingleItem().Failure.Message.ShouldEndWith(" is a directory");
    }

    [Theory]
    [InlineData(ConfigFileReader.SizeMaxBytes, null)]
    [InlineData(ConfigFileReader.SizeMaxBytes + 1, "PP-CFG-002")]
    [InlineData(1_000_000, "PP-CFG-002")]
    public void FileSize_IsBounded(int size, string? code)
    {
        string file = _bench.Write("config.json", "{}".PadRight(size));

        _bench.Load(file).Problems.Select(problem => problem.Failure.Error.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void FileThatIsNotText_IsRefused()
    {
        string file = _bench.Write("config.json", "");
        File.WriteAllBytes(file, [0x7B, 0xFF, 0xFE, 0x7D]);

        _bench.Load(file).Problems.ShouldHaveSingleItem().Failure.Error.ShouldBe(ErrorCatalogue.ConfigFileMalformed);
    }

    [Fact]
    public void Require_OnProblems_FailsWithTheFirstAndListsTheOthers()
    {
        string file = _bench.Write("config.json", "{ \"a\": 1, \"b\": 2, \"c\": 3 }");

        Failure failure = Should.Throw<CodedException>(() => _bench.Load(file).Require()).Failure;

        failure.Message.ShouldContain("unknown key 'a'");
        failure.Details.Count.ShouldBe(2);
        failure.Details[1].ShouldStartWith("PP-CFG-004: ");
    }
}
