using P2PProver.Benchmarks;

// Usage: dotnet run -c Release --project tests/Benchmarks -- kernels [fields] [hashing] [--json]
if (args.Length == 0 || args[0] != "kernels")
{
    Output.Progress("usage: kernels [fields] [hashing] [--json]; without a room, all");
    return 2;
}

int threads = Environment.ProcessorCount;
(string Room, IEnumerable<Benchmark> Benchmarks)[] rooms =
[
    ("fields", KernelBenchmarks.Fields(threads)),
    ("hashing", KernelBenchmarks.Hashing(threads)),
];
bool all = !rooms.Any(r => args.Contains(r.Room, StringComparer.Ordinal));
IEnumerable<Benchmark> chosen = rooms.Where(r => all || args.Contains(r.Room, StringComparer.Ordinal)).SelectMany(r => r.Benchmarks);
Output.Write(Machine.Current(), BenchmarkRunner.Run(chosen), args.Contains("--json", StringComparer.Ordinal));
return 0;
