using P2PProver.Node.Configuration;

namespace P2PProver.Node.Tests.Configuration;

public sealed class LayersTests : IDisposable
{
    private readonly ConfigBench _bench = new();

    public void Dispose()
    {
        _bench.Dispose();
    }

    [Theory]
    [InlineData(false, false, false, "info", "default")]
    [InlineData(true, false, false, "warn", "file FILE:2")]
    [InlineData(true, true, false, "error", "env P2PPROVER_LOG__LEVEL")]
    [InlineData(true, true, true, "debug", "flag --verbose")]
    [InlineData(false, true, false, "error", "env P2PPROVER_LOG__LEVEL")]
    [InlineData(false, false, true, "debug", "flag --verbose")]
    [InlineData(true, false, true, "debug", "flag --verbose")]
    public void StrongestLayer_Wins(bool inFile, bool inEnvironment, bool asFlag, string value, string origin)
    {
        string? file = inFile ? _bench.Write("my.json", "{\n \"log\": { \"level\": \"warn\" } }") : null;
        if (inEnvironment)
        {
            _bench.Variables["P2PPROVER_LOG__LEVEL"] = "error";
        }

        FlagValue[] flags = asFlag ? [new FlagValue(KnownSettings.LogLevel, "--verbose", "debug")] : [];
        ConfigurationResult result = _bench.Load(file, flags);

        result.Problems.ShouldBeEmpty();
        SettingValue found = result.Settings.Find(KnownSettings.LogLevel);
        found.Shown.ShouldBe(value);
        found.Origin.ToString().Replace(file ?? "FILE", "FILE", StringComparison.Ordinal).ShouldBe(origin);
    }

    [Fact]
    public void RefusedValue_LeavesTheWeakerLayersInPlace()
    {
        string file = _bench.Write("my.json", "{ \"prover\": { \"threads\": 3 } }");
        _bench.Variables["P2PPROVER_PROVER__THREADS"] = "many";

        ConfigurationResult result = _bench.Load(file);

        result.Problems.Count.ShouldBe(1);
        result.Settings.Get(KnownSettings.ProverThreads).ShouldBe(3);
    }

    [Fact]
    public void DataDirectory_ByDefault_IsInTheHomeDirectory()
    {
        _bench.Load().Settings.Get(KnownSettings.DataDir).ShouldBe(_bench.DataDir);
    }

    [Theory]
    [InlineData("/data/home", "/data/home/p2pprover")]
    [InlineData("relative", null)]
    [InlineData("", null)]
    public void DataDirectory_UnderXdg_FollowsAnAbsoluteVariableOnly(string dataHome, string? expected)
    {
        _bench.Variables["XDG_DATA_HOME"] = dataHome;

        _bench.Load().Settings.Get(KnownSettings.DataDir).ShouldBe(expected ?? _bench.DataDir);
    }

    [Fact]
    public void FileInTheDataDirectory_IsReadWhenNoneIsNamed()
    {
        string file = _bench.Write("home/.p2pprover/config.json", "{ \"prover\": { \"threads\": 5 } }");

        ConfigurationResult result = _bench.Load();

        result.FilePath.ShouldBe(file);
        result.Settings.Get(KnownSettings.ProverThreads).ShouldBe(5);
    }

    [Fact]
    public void FileInTheDataDirectory_IsFoundWhereFlagOrVariablePutsIt()
    {
        _bench.Write("one/config.json", "{ \"prover\": { \"threads\": 1 } }");
        _bench.Write("two/config.json", "{ \"prover\": { \"threads\": 2 } }");
        _bench.Variables["P2PPROVER_DATA_DIR"] = "one";

        _bench.Load().Settings.Get(KnownSettings.ProverThreads).ShouldBe(1);
        _bench.Load(null, new FlagValue(KnownSettings.DataDir, "--data-dir", "two")).Settings.Get(KnownSettings.ProverThreads).ShouldBe(2);
    }

    [Fact]
    public void FileInTheDataDirectory_MayNotMoveTheDataDirectory()
    {
        _bench.Write("home/.p2pprover/config.json", "{ \"dataDir\": \"/elsewhere\" }");

        ConfigurationResult result = _bench.Load();

        result.Problems.ShouldHaveSingleItem().Failure.Error.Code.ShouldBe("PP-CFG-009");
        result.Settings.Get(KnownSettings.DataDir).ShouldBe(_bench.DataDir);
    }

    [Fact]
    public void NamedFile_MayMoveTheDataDirectory_AndIsItsOwnStartingPoint()
    {
        string file = _bench.Write("etc/my.json", "{ \"dataDir\": \"data\" }");

        ConfigurationResult result = _bench.Load(file);

        result.Problems.ShouldBeEmpty();
        result.Settings.Get(KnownSettings.DataDir).ShouldBe(Path.Combine(_bench.Path, "etc", "data"));
    }

    [Theory]
    [InlineData("~", "home")]
    [InlineData("~/x", "home/x")]
    [InlineData("x/../y/", "y")]
    public void Paths_AreMadeAbsolute(string text, string expected)
    {
        _bench.Variables["P2PPROVER_DATA_DIR"] = text;

        _bench.Load().Settings.Get(KnownSettings.DataDir).ShouldBe(Path.Combine(_bench.Path, expected));
    }

    [Fact]
    public void VariableNames_FollowFromTheKeys()
    {
        KnownSettings.DataDir.EnvironmentName.ShouldBe("P2PPROVER_DATA_DIR");
        KnownSettings.LogLevel.EnvironmentName.ShouldBe("P2PPROVER_LOG__LEVEL");
        KnownSettings.ProverMemoryMaxMiB.EnvironmentName.ShouldBe("P2PPROVER_PROVER__MEMORY_MAX_MIB");
        KnownSettings.All.Select(setting => setting.EnvironmentName).ShouldBeUnique(StringComparer.Ordinal);
        KnownSettings.All.Select(setting => setting.Key).ShouldBeUnique(StringComparer.Ordinal);
    }
}
