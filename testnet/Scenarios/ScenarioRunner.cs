using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios;

/// <summary>Runs all cells of a scenario with all seeds and judges what came of it.</summary>
/// <param name="engine">What runs one cell with one seed.</param>
/// <param name="time">Measures how long it took.</param>
/// <param name="parallelism">Runs at one time; results do not depend on it.</param>
public sealed class ScenarioRunner(IScenarioEngine engine, TimeProvider time, int parallelism)
{
    /// <summary>What is wrong with a scenario for this engine, before anything is run; null if nothing.</summary>
    public string? Problem(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        foreach (IReadOnlyDictionary<string, SweepPoint> points in Combinations(scenario.Sweeps))
        {
            if (engine.Problem(OptionsOf(scenario, points)) is string problem)
            {
                return $"{scenario.Id}: {problem}";
            }
        }

        return null;
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seeds">Seeds for each cell; null for what the file says.</param>
    /// <param name="progress">Told how many runs are done, of how many.</param>
    /// <param name="cancellation">Ends it early.</param>
    public ScenarioResult Run(Scenario scenario, int? seeds, Action<int, int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        int count = seeds ?? scenario.Seeds;
        long start = time.GetTimestamp();
        IReadOnlyDictionary<string, SweepPoint>[] combinations = [.. Combinations(scenario.Sweeps)];
        RunMeasures[,] runs = new RunMeasures[combinations.Length, count];
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        IEnumerable<(int Cell, int Seed)> work = Enumerable.Range(0, combinations.Length).SelectMany(c => Enumerable.Range(0, count).Select(s => (c, s)));
        Parallel.ForEach(Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering), options, item =>
        {
            JsonObject settings = OptionsOf(scenario, combinations[item.Cell]);
            runs[item.Cell, item.Seed] = engine.Run(settings, (ulong)item.Seed + 1, cancellation);
            progress?.Invoke(Interlocked.Increment(ref done), combinations.Length * count);
        });
        Cell[] cells = [.. combinations.Select((points, c) => new Cell(points, [.. Enumerable.Range(0, count).Select(s => runs[c, s])]))];
        return new ScenarioResult(scenario, count, cells, Judge.Decide(scenario, cells), time.GetElapsedTime(start));
    }

    private static JsonObject OptionsOf(Scenario scenario, IReadOnlyDictionary<string, SweepPoint> points) =>
        points.Values.Aggregate(scenario.Options, (options, point) => OptionPath.Merge(options, point.Options));

    private static IEnumerable<IReadOnlyDictionary<string, SweepPoint>> Combinations(IReadOnlyList<Sweep> sweeps)
    {
        IEnumerable<Dictionary<string, SweepPoint>> combinations = [new(StringComparer.Ordinal)];
        foreach (Sweep sweep in sweeps)
        {
            combinations = combinations.SelectMany(c => sweep.Points.Select(p => new Dictionary<string, SweepPoint>(c, StringComparer.Ordinal) { [sweep.Name] = p }));
        }

        return combinations;
    }
}
