using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Stark;

/// <summary>
/// Whole proofs at P100: the bare permutation table (eight permutations a row, 1312 columns) and the machine with buses (503 columns).
/// A proof is made and verified before anything is timed.
/// </summary>
internal static class StarkBenchmarks
{
    private const int PermutationsPerRow = 8;
    private const int LogBareHeight = 14;
    private const int LogTallBareHeight = 16;
    private const int LogBusHeight = 16;
    private const int LogTallBusHeight = 17;
    private const ulong Seed = 1;

    /// <summary>Proving and verifying, machine by machine; each machine is set up when the enumeration reaches it, and gone when it goes on.</summary>
    /// <param name="threads">The most threads to use.</param>
    public static IEnumerable<Benchmark> All(int threads) =>
        Bare(LogBareHeight, threads).Concat(Bare(LogTallBareHeight, threads)).Concat(Buses(LogBusHeight, threads)).Concat(Buses(LogTallBusHeight, threads));

    private static IEnumerable<Benchmark> Bare(int logHeight, int threads)
    {
        Poseidon2Table table = new(logHeight, PermutationsPerRow);
        Machine machine = new("poseidon2", 1, [table.Table], publicValueCount: 0);
        return ProveAndVerify("bare", machine, [null], () => [table.GenerateTrace(Seed, threads)], PermutationsPerRow << logHeight, threads);
    }

    private static IEnumerable<Benchmark> Buses(int logHeight, int threads)
    {
        BusMachine buses = new(logHeight);
        return ProveAndVerify("buses", buses.Machine, buses.Preprocessed(), () => buses.Traces(Seed), buses.PermutationsProven, threads);
    }

    private static IEnumerable<Benchmark> ProveAndVerify(
        string name, Machine machine, FieldMatrix?[] preprocessed, Func<FieldMatrix[]> traces, int permutations, int threads)
    {
        using MachineUnderTest subject = new(machine, preprocessed, traces, threads);
        string parameters = FormattableString.Invariant(
            $"2^{machine.Shapes.Max(shape => shape.LogHeight)} x {machine.Shapes.Sum(shape => shape.CommittedWidth)}, P100, {threads} threads");
        yield return new Benchmark($"prove-{name}", parameters, "permutations", permutations, subject.Gate, subject.Prove)
        {
            Prepare = subject.Prepare,
            Details = subject.Details,
        };
        yield return new Benchmark($"verify-{name}", parameters, "proofs", 1, subject.Gate, subject.Verify);
    }
}
