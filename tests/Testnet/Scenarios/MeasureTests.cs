using P2PProver.Fields;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Tests.Scenarios;

/// <summary>Statistics and closed forms against known values and against plain counting.</summary>
public sealed class MeasureTests
{
    [Fact]
    public void Quantiles_OfAFewValues_AreThoseOfTheBook()
    {
        Samples samples = new([4, 1, 3, 2]);
        (samples.Median, samples.Mean, samples.Min, samples.Max, samples.Sum).ShouldBe((2.5, 2.5, 1, 4, 10));
        samples.Quantile(0.25).ShouldBe(1.75);
        new Samples([]).Median.ShouldBe(double.NaN);
        new Samples([7]).MedianInterval(0.95).ShouldBe(new Interval(7, 7));
    }

    [Fact]
    public void WilsonInterval_OfEightOfTen_IsThatOfTheTables()
    {
        Interval interval = new Samples([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]).MeanInterval(0.95);
        interval.Low.ShouldBe(0.4902, 5e-4);
        interval.High.ShouldBe(0.9433, 5e-4);
        Interval none = new Samples(Enumerable.Repeat(0.0, 100)).MeanInterval(0.95);
        none.Low.ShouldBe(0, 1e-12);
        none.High.ShouldBe(0.03699, 5e-4);
    }

    [Fact]
    public void BootstrapInterval_OverManyExperiments_CoversTheMean()
    {
        // 95 % intervals of the mean of 30 uniform values: the bootstrap is a little narrow, so 90 % must be covered.
        Prng prng = new(4);
        int covered = 0;
        for (int experiment = 0; experiment < 200; experiment++)
        {
            Interval interval = new Samples(Enumerable.Range(0, 30).Select(_ => prng.NextDouble())).MeanInterval(0.95);
            covered += interval.Low <= 0.5 && interval.High >= 0.5 ? 1 : 0;
        }

        covered.ShouldBeInRange(180, 199);
    }

    [Theory]
    [InlineData("allOf", 0.8, 21, 0.00922)]
    [InlineData("allOf", 0.8, 64, 6.27e-7)]
    [InlineData("allOf", 0.95, 64, 0.0375)]
    [InlineData("allOf", 0.95, 90, 0.00989)]
    [InlineData("notAllOf", 0.5, 8, 0.99609)]
    [InlineData("anyOf", 0.1, 85, 0.99987)]
    public void ClosedForm_OfDraws_HasTheValueOfTheReference(string name, double share, int count, double expected)
    {
        double? value = ClosedForms.Evaluate(new ClosedForm(name, Arguments(("share", "c"), ("count", Text(count)))), new Dictionary<string, double?>(StringComparer.Ordinal) { ["c"] = share });
        value!.Value.ShouldBe(expected, expected * 0.005);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void ClosedForms_OfLadderAndInclusion_AreWhatCountingGives(double share)
    {
        Prng prng = new(8);
        const int Trials = 200_000;
        double ladder = 0, inclusion = 0;
        for (int i = 0; i < Trials; i++)
        {
            int live = 0;
            while (prng.NextDouble() < share)
            {
                live++;
            }

            // The first live rank is `live`; the number of waves before the one that holds it.
            for (int open = 1; open <= live; open *= 2)
            {
                ladder++;
            }

            inclusion += 1 + live;
        }

        Evaluate("claimLadder", ("share", Text(share)), ("step", "1")).ShouldBe(ladder / Trials, 0.01);
        Evaluate("inclusionDelay", ("share", Text(share)), ("base", "1")).ShouldBe(inclusion / Trials, 0.02);
    }

    [Fact]
    public void ClosedForm_WithoutAFiniteValue_IsNone()
    {
        ClosedForms.Evaluate(new ClosedForm("inclusionDelay", Arguments(("share", "1"), ("base", "1"))), new Dictionary<string, double?>(StringComparer.Ordinal)).ShouldBeNull();
        ClosedForms.Evaluate(new ClosedForm("constant", Arguments(("value", "kind"))), new Dictionary<string, double?>(StringComparer.Ordinal) { ["kind"] = null }).ShouldBeNull();
    }

    private static double Evaluate(string name, params (string, string)[] arguments) =>
        ClosedForms.Evaluate(new ClosedForm(name, Arguments(arguments)), new Dictionary<string, double?>(StringComparer.Ordinal))!.Value;

    private static Dictionary<string, string> Arguments(params (string Name, string Value)[] arguments) =>
        arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
