using System.Diagnostics;

namespace P2PProver.Benchmarks;

/// <summary>Runs benchmarks: first the gate, then an unmeasured run, then five measured ones.</summary>
public static class BenchmarkRunner
{
    /// <summary>Measured runs of each benchmark.</summary>
    public const int Repetitions = 5;

    /// <summary>Measures the benchmarks one after another; progress goes to stderr.</summary>
    /// <exception cref="InvalidOperationException">A gate failed; nothing is measured from there on.</exception>
    public static IReadOnlyList<Measurement> Run(IEnumerable<Benchmark> benchmarks)
    {
        List<Measurement> measurements = [];
        foreach (Benchmark benchmark in benchmarks)
        {
            Output.Progress($"{benchmark.Name} ({benchmark.Parameters})");
            Check(benchmark);
            measurements.Add(Measure(benchmark));
        }

        return measurements;
    }

    private static void Check(Benchmark benchmark)
    {
        try
        {
            benchmark.Gate();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The gate of {benchmark.Name} failed, so its speed means nothing.", e);
        }
    }

    private static Measurement Measure(Benchmark benchmark)
    {
        benchmark.Prepare();
        benchmark.Run();
        double[] wallMs = new double[Repetitions];
        double[] cpuMs = new double[Repetitions];
        long allocated = 0;
        for (int i = 0; i < Repetitions; i++)
        {
            benchmark.Prepare();
            long allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            benchmark.Run();
            wallMs[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            cpuMs[i] = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
            allocated += GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        }

        Array.Sort(wallMs);
        double median = wallMs[Repetitions / 2];
        return new(
            benchmark.Name,
            benchmark.Parameters,
            benchmark.Unit,
            benchmark.UnitsPerRun / (median / 1000),
            benchmark.UnitsPerRun / (cpuMs.Min() / 1000),
            median,
            wallMs[0],
            wallMs[^1],
            cpuMs.Min(),
            allocated / Repetitions,
            HostMachine.LoadAverage(),
            benchmark.Details());
    }
}
