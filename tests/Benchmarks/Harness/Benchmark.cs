namespace P2PProver.Benchmarks;

/// <summary>One thing to measure.</summary>
/// <param name="Name">Stable name, the key of results over time.</param>
/// <param name="Parameters">Sizes, threads and instruction set, for the reader.</param>
/// <param name="Unit">What the rate counts, in the plural.</param>
/// <param name="UnitsPerRun">How many of them one run does.</param>
/// <param name="Gate">Throws unless the code under measurement is right; runs once, before any timing.</param>
/// <param name="Run">One repetition.</param>
public sealed record Benchmark(string Name, string Parameters, string Unit, double UnitsPerRun, Action Gate, Action Run)
{
    /// <summary>What a repetition needs and its time does not count; runs before each.</summary>
    public Action Prepare { get; init; } = static () => { };

    /// <summary>Further figures of the last repetition, by name with the unit last; read after the measurement.</summary>
    public Func<IReadOnlyDictionary<string, double>> Details { get; init; } = static () => new Dictionary<string, double>(StringComparer.Ordinal);
}
