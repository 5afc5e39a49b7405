using P2PProver.Node.Configuration;

namespace P2PProver.Node.Tests.Configuration;

public sealed class SecretsTests : IDisposable
{
    private const string Secret = "correct-horse-battery-staple";

    private readonly TextSetting _token = new("api.token", "", lengthMax: 8, "A secret.") { IsSecret = true };
    private readonly ConfigBench _bench = new();

    public SecretsTests()
    {
        _bench.Settings = [_token];
    }

    public void Dispose()
    {
        _bench.Dispose();
    }

    [Fact]
    public void SecretValue_IsRedactedWhereverItIsShown()
    {
        string file = _bench.Write("config.json", "{ \"api\": { \"token\": \"hunter2\" } }");

        ConfigurationResult result = _bench.Load(file);
        SettingValue value = result.Settings.Find(_token);

        result.Settings.Get(_token).ShouldBe("hunter2");
        value.Shown.ShouldBe("(redacted)");
        value.ToString().ShouldNotContain("hunter2");
        _token.Describe(value.Value).ShouldBe("(redacted)");
    }

    [Fact]
    public void RefusedSecret_IsNotRepeatedInTheMessage()
    {
        _bench.Variables["P2PPROVER_API__TOKEN"] = Secret;

        ConfigProblem problem = _bench.Load().Problems.ShouldHaveSingleItem();

        problem.Failure.Message.ShouldBe("P2PPROVER_API__TOKEN: 'api.token' is (redacted); expected text of at most 8 characters");
    }

    [Fact]
    public void SecretOfTheWrongType_IsNotRepeatedInTheMessage()
    {
        _bench.ProblemsOf("{ \"api\": { \"token\": 123456 } }").ShouldHaveSingleItem().ShouldNotContain("123456");
    }

    [Fact]
    public void LongValue_IsCutInTheMessage()
    {
        TextSetting plain = new("name", "", lengthMax: 8, "A name.");
        _bench.Settings = [plain];

        _bench.ProblemsOf($"{{ \"name\": \"{new string('x', 5000)}\" }}").ShouldHaveSingleItem().Length.ShouldBeLessThan(200);
    }
}
