using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>One combination of what is varied, with the runs of all seeds.</summary>
public sealed class Cell
{
    private readonly IReadOnlyList<RunMeasures> _runs;

    /// <summary>A cell whose runs are done.</summary>
    /// <param name="points">The value of each sweep, by its name.</param>
    /// <param name="runs">The runs, in the order of their seeds.</param>
    public Cell(IReadOnlyDictionary<string, SweepPoint> points, IReadOnlyList<RunMeasures> runs)
    {
        Points = points;
        _runs = runs;
        Metrics = [.. runs.SelectMany(r => r.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The value of each sweep.</summary>
    public IReadOnlyDictionary<string, SweepPoint> Points { get; }

    /// <summary>Names of the metrics that some run has.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>How many runs there are.</summary>
    public int RunCount => _runs.Count;

    /// <summary>The sweeps' values as numbers, for closed forms.</summary>
    public IReadOnlyDictionary<string, double?> Numbers => Points.ToDictionary(p => p.Key, p => p.Value.Value, StringComparer.Ordinal);

    /// <summary>What broke, with the seed that shows it again.</summary>
    public IEnumerable<string> Problems => _runs.SelectMany((r, i) => r.Problems.Select(p => $"seed {i + 1}: {p}"));

    /// <summary>As tables name it.</summary>
    public string Label => Points.Count == 0 ? "all" : string.Join(", ", Points.Select(p => $"{p.Key} = {p.Value.Label}"));

    /// <summary>A metric over the seeds.</summary>
    public Samples Of(string metric) =>
        new(_runs.Where(r => r.Values.ContainsKey(metric)).Select(r => r.Values[metric]));
}
