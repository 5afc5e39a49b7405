using System.Globalization;
using P2PProver.Testnet.Scenarios.Measures;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Checkers;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>Makes the metrics of docs/RESEARCH.md of a run that is over.</summary>
internal static class Measurer
{
    private static readonly TrafficKind[] Gossip = [TrafficKind.Announce, TrafficKind.Claim, TrafficKind.Header, TrafficKind.Report, TrafficKind.Root];

    /// <summary>The metrics of a run.</summary>
    public static RunMeasures Measure(SimWorld world, Script script, Observer observer, ScenarioOptions options)
    {
        world.Checks.OnEnd();
        SimResult result = SimResult.Of(world);
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        AddOutcome(values, world, result);
        AddTimes(values, result);
        AddCosts(values, world, result);
        RewardMeasures.Add(values, world);
        AddInclusion(values, world, observer, options);
        UserMeasures.Add(values, world, script);
        values["kills"] = script.Kills;
        return new RunMeasures(values, [.. result.Violations.Select(v => $"{v.Checker} at {v.At.TotalSeconds:0.0} s: {v.What}")]);
    }

    private static void AddOutcome(Dictionary<string, double> values, SimWorld world, SimResult result)
    {
        values["settled_share"] = result.Settled / (double)Math.Max(1, world.Options.Batches);
        values["expired"] = result.Expired;
        values["violations"] = result.Violations.Count(v => v.Checker != nameof(LivenessChecker));
        values["lost_proofs"] = result.Violations.Count(v => v.Checker == nameof(OutboxChecker));
        values["wrongful_slashes"] = result.Violations.Count(v => v.Checker == nameof(SlashChecker));
        values["theft_success"] = result.Violations.Count(v => v.Checker == nameof(PaymentChecker));
        values["slashes"] = result.Slashes;
        values["attacks"] = result.Attacks.Values.Sum();
        foreach ((string kind, long count) in result.Attacks)
        {
            values[$"attacks_{kind.Replace(' ', '_')}"] = count;
        }

        values["reorgs"] = world.Chain.Reorgs;
    }

    private static void AddTimes(Dictionary<string, double> values, SimResult result)
    {
        AddMean(values, "settle_latency_s", result.Batches.Select(b => b.SettledAt - b.CommittedAt));
        AddMean(values, "root_latency_s", result.Batches.Select(b => b.RootAt - (b.ActionableAt ?? b.CommittedAt)));
        AddMean(values, "final_latency_s", result.Batches.Select(b => b.FinalAt - (b.ActionableAt ?? b.CommittedAt)));
    }

    private static void AddMean(Dictionary<string, double> values, string name, IEnumerable<TimeSpan?> times)
    {
        double[] seconds = [.. times.Where(t => t is not null).Select(t => t!.Value.TotalSeconds)];
        if (seconds.Length > 0)
        {
            values[name] = seconds.Average();
        }
    }

    private static void AddCosts(Dictionary<string, double> values, SimWorld world, SimResult result)
    {
        int batches = Math.Max(1, result.Batches.Count);
        values["wasted_fraction"] = result.WastedShare;
        values["work_s"] = result.WorkTime.TotalSeconds;
        values["coord_gas"] = result.CoordinationGas / (double)batches;
        values["bytes_total"] = result.Bytes;
        values["bytes_per_batch_node"] = result.Bytes / (double)batches / world.Nodes.Count;
        long messages = Gossip.Sum(world.Traffic.Messages);
        if (messages > 0)
        {
            values["dup_ratio"] = Gossip.Sum(world.Traffic.Duplicates) / (double)messages;
            values["messages_per_s"] = messages / Math.Max(1, world.Agenda.Now.TotalSeconds);
        }
    }

    /// <summary>Blocks that a finished settlement waited: 0 if it is in the first block that could hold it.</summary>
    private static void AddInclusion(Dictionary<string, double> values, SimWorld world, Observer observer, ScenarioOptions options)
    {
        List<double> delays = [];
        foreach (BatchFigure figure in world.Figures.All.Where(f => observer.FinalBlocks.ContainsKey(f.Key)))
        {
            long? block = SettlementBlock(world, figure);
            delays.Add(block is long at ? at - observer.FinalBlocks[figure.Key] - 1 : double.PositiveInfinity);
        }

        double[] finite = [.. delays.Where(double.IsFinite)];
        if (finite.Length > 0)
        {
            values["inclusion_delay_blocks"] = finite.Average();
        }

        if (delays.Count > 0)
        {
            foreach (int window in options.WindowBlocks)
            {
                values[string.Create(CultureInfo.InvariantCulture, $"missed_window_{window}")] = delays.Count(d => d >= window) / (double)delays.Count;
            }
        }
    }

    private static long? SettlementBlock(SimWorld world, BatchFigure figure)
    {
        for (long number = 1; number <= world.Chain.Head.Number; number++)
        {
            ChainBlock block = world.Chain.BlockAt(number);
            if (block.Receipts.SelectMany(r => r.Events).OfType<BatchSettled>().Any(s => s.Key == figure.Key.Value))
            {
                return number;
            }
        }

        return null;
    }
}
