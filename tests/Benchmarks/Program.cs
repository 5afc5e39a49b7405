using P2PProver.Benchmarks;

// Usage: dotnet run -c Release --project tests/Benchmarks -- kernels [--json]
if (args.Length == 0 || args[0] != "kernels")
{
    Output.Progress("usage: kernels [--json]");
    return 2;
}

IReadOnlyList<Measurement> measurements = BenchmarkRunner.Run(KernelBenchmarks.Fields(Environment.ProcessorCount));
Output.Write(Machine.Current(), measurements, args.Contains("--json", StringComparer.Ordinal));
return 0;
