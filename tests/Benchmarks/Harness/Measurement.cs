namespace P2PProver.Benchmarks;

/// <summary>The result of one <see cref="Benchmark"/>.</summary>
/// <param name="Name">The benchmark's name.</param>
/// <param name="Parameters">The benchmark's parameters.</param>
/// <param name="Unit">What the rate counts.</param>
/// <param name="UnitsPerSecond">Rate at the median time.</param>
/// <param name="UnitsPerCpuSecond">Rate at the least processor time, that is for one core, undisturbed.</param>
/// <param name="MedianMs">Median of the repetitions, wall clock.</param>
/// <param name="MinMs">Fastest repetition, wall clock.</param>
/// <param name="MaxMs">Slowest repetition, wall clock.</param>
/// <param name="CpuMinMs">Least processor time of a repetition over all threads; on a busy machine the steadier figure.</param>
/// <param name="AllocatedBytes">Managed bytes allocated by one repetition, over all threads.</param>
/// <param name="LoadAverage">Load of the machine over the last minute when the measurement ended.</param>
/// <param name="Details">Further figures of the last repetition, by name with the unit last.</param>
public sealed record Measurement(
    string Name,
    string Parameters,
    string Unit,
    double UnitsPerSecond,
    double UnitsPerCpuSecond,
    double MedianMs,
    double MinMs,
    double MaxMs,
    double CpuMinMs,
    long AllocatedBytes,
    string LoadAverage,
    IReadOnlyDictionary<string, double> Details);
