namespace P2PProver.Node.Tests;

public sealed class NearestMatchTests
{
    private static readonly string[] Words = ["--json", "--quiet", "doctor", "config", "log.level", "P2PPROVER_LOG__LEVEL"];

    [Theory]
    [InlineData("--jsno", "--json")]
    [InlineData("--JSON", "--json")]
    [InlineData("docter", "doctor")]
    [InlineData("dcotor", "doctor")]
    [InlineData("confg", "config")]
    [InlineData("log-level", "log.level")]
    [InlineData("P2PPROVER_LOG_LEVEL", "P2PPROVER_LOG__LEVEL")]
    [InlineData("", null)]
    [InlineData("zebra", null)]
    [InlineData("xyz", null)]
    public void Word_IsMatchedWhenItIsNear(string word, string? expected)
    {
        NearestMatch.Find(word, Words).ShouldBe(expected);
    }

    [Fact]
    public void Word_OfAnyLength_IsAnswered()
    {
        NearestMatch.Find(new string('x', 1_000_000), Words).ShouldBeNull();
        NearestMatch.Find("x", []).ShouldBeNull();
    }
}
