using System.Text.Json.Nodes;
using P2PProver.Fields;
using P2PProver.Testnet.Scenarios;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Tests.Scenarios;

/// <summary>An engine that only draws numbers, so that the runner and the reports are tested apart from the simulator.</summary>
internal sealed class DiceEngine : IScenarioEngine
{
    public string Description => "dice, nothing is simulated <&>";

    public string? Problem(JsonObject options) => options.ContainsKey("broken") ? "broken is broken" : null;

    /// <summary>Metric "missed": whether `count` draws all fall below `share`; "time": 10 + share + noise; "rare": in seed 1 only.</summary>
    public RunMeasures Run(JsonObject options, ulong seed, CancellationToken cancellation)
    {
        double share = options["share"]!.GetValue<double>();
        int count = (int)options["count"]!.GetValue<long>();
        Prng prng = new((seed * 1000) + (ulong)(share * 100));
        Dictionary<string, double> values = new(StringComparer.Ordinal)
        {
            ["missed"] = Enumerable.Range(0, count).All(_ => prng.NextDouble() < share) ? 1 : 0,
            ["time"] = 10 + (10 * share) + prng.NextDouble(),
        };
        if (seed == 1)
        {
            values["rare"] = 1;
        }

        return new RunMeasures(values, []);
    }
}
