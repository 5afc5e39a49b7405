using P2PProver.Benchmarks;
using P2PProver.Benchmarks.Network;
using P2PProver.Benchmarks.Recursion;
using P2PProver.Benchmarks.Rollup;
using P2PProver.Benchmarks.Stark;

// Usage: dotnet run -c Release --project tests/Benchmarks -- kernels | stark | shard | recursion | final | net [room ...] [--json]
string verb = args.FirstOrDefault() ?? string.Empty;
int threads = Environment.ProcessorCount;
Dictionary<string, Func<IEnumerable<Benchmark>>> rooms = verb switch
{
    "kernels" => new(StringComparer.Ordinal)
    {
        ["fields"] = () => KernelBenchmarks.Fields(threads),
        ["hashing"] = () => KernelBenchmarks.Hashing(threads),
    },
    "stark" => new(StringComparer.Ordinal) { ["stark"] = () => StarkBenchmarks.All(threads) },
    "shard" => new(StringComparer.Ordinal)
    {
        ["shard"] = () => ShardBenchmarks.All(threads),
        ["signatures"] = () => SignatureBenchmarks.All(threads),
    },
    "recursion" => new(StringComparer.Ordinal) { ["recursion"] = () => RecursionBenchmarks.All(threads) },
    "final" => new(StringComparer.Ordinal) { ["final"] = () => FinalBenchmarks.All(threads) },
    "net" => new(StringComparer.Ordinal) { ["net"] = NetworkBenchmarks.All },
    _ => new(StringComparer.Ordinal),
};
string[] unknown = [.. args.Skip(1).Where(argument => argument != "--json" && !rooms.ContainsKey(argument))];
if (rooms.Count == 0 || unknown.Length > 0)
{
    Output.Progress("usage: kernels [fields] [hashing] | stark | shard [shard] [signatures] | recursion | final | net [--json]; without a room, all");
    return 2;
}

string[] chosen = [.. args.Skip(1).Where(rooms.ContainsKey)];
IEnumerable<Benchmark> benchmarks = rooms.Where(room => chosen.Length == 0 || chosen.Contains(room.Key, StringComparer.Ordinal)).SelectMany(room => room.Value());
Output.Write(HostMachine.Current(), BenchmarkRunner.Run(benchmarks), args.Contains("--json", StringComparer.Ordinal));
return 0;
