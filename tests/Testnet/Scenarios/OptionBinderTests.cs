using System.Text.Json.Nodes;
using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Tests.Scenarios;

/// <summary>Options by name: every slip is refused.</summary>
public sealed class OptionBinderTests
{
    [Fact]
    public void Settings_OfEveryKind_ReachTheirProperties()
    {
        JsonObject settings = JsonNode.Parse("""{"wait":"250ms","inner":{"share":0.5,"side":"right"},"names":["b","c"],"wei":"340282366920938463463374607431768211455"}""")!.AsObject();
        OptionBinder.TryBind(new Sample(), settings, out Sample? bound, out string problem).ShouldBeTrue(problem);
        bound!.Wait.ShouldBe(TimeSpan.FromMilliseconds(250));
        bound.Inner.ShouldBe(new Inner { Share = 0.5, Side = Side.Right, Count = 7 });
        bound.Names.ShouldBe(["b", "c"]);
        bound.Wei.ShouldBe(UInt128.MaxValue);
        bound.IsOn.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"wiat":"250ms"}""")]
    [InlineData("""{"inner":{"shrae":0.5}}""")]
    [InlineData("""{"wait":250}""")]
    [InlineData("""{"wait":"250"}""")]
    [InlineData("""{"wait":"fast"}""")]
    [InlineData("""{"inner":{"side":"up"}}""")]
    [InlineData("""{"inner":{"side":1}}""")]
    [InlineData("""{"inner":{"count":1.5}}""")]
    [InlineData("""{"inner":null}""")]
    [InlineData("""{"isOn":"yes"}""")]
    [InlineData("""{"wei":-1}""")]
    [InlineData("""{"twice":7}""")]
    public void Settings_WithASlip_AreRefused(string settings)
    {
        OptionBinder.TryBind(new Sample(), JsonNode.Parse(settings)!.AsObject(), out _, out string problem).ShouldBeFalse();
        problem.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("1us", 10)]
    [InlineData("1.5ms", 15_000)]
    [InlineData("12s", 120_000_000)]
    [InlineData("10m", 6_000_000_000)]
    [InlineData("2h", 72_000_000_000)]
    [InlineData("7d", 6_048_000_000_000)]
    public void Times_InEveryUnit_AreRead(string text, long ticks)
    {
        OptionBinder.TryBind(new Sample(), new JsonObject { ["wait"] = text }, out Sample? bound, out _).ShouldBeTrue();
        bound!.Wait.Ticks.ShouldBe(ticks);
        JsonObject described = OptionBinder.Describe(bound);
        OptionBinder.TryBind(new Sample(), described, out Sample? again, out _).ShouldBeTrue();
        again!.Wait.ShouldBe(bound.Wait);
    }

    public enum Side
    {
        Left,
        Right,
    }

    public sealed record Inner
    {
        public double Share { get; init; }

        public Side Side { get; init; }

        public int Count { get; init; } = 7;
    }

    public sealed record Sample
    {
        public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

        public Inner Inner { get; init; } = new();

        public IReadOnlyList<string> Names { get; init; } = ["a"];

        public UInt128 Wei { get; init; }

        public UInt128 Twice => 2 * Wei;

        public bool IsOn { get; init; } = true;
    }
}
