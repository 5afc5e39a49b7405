using System.Diagnostics;
using System.Globalization;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Stark;

/// <summary>
/// Whole proofs at P100: the bare permutation table (eight permutations a row, 1312 columns) and the machine with buses (503 columns).
/// A proof is verified before anything is timed. Processor time is reported beside wall time, so that a loaded machine shows.
/// </summary>
internal static class StarkBenchmark
{
    private const int PermutationsPerRow = 8;
    private const ulong Seed = 1;

    /// <summary>Runs both.</summary>
    /// <param name="output">Receives the report.</param>
    /// <param name="logHeight">log2 of the bare table's rows; the machine with buses gets two more.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="repetitions">Timed proofs; the median counts.</param>
    public static void Run(TextWriter output, int logHeight, int threads, int repetitions)
    {
        Poseidon2Table bare = new(logHeight, PermutationsPerRow);
        Machine machine = new("poseidon2", 1, [bare.Table], publicValueCount: 0);
        Measure(
            output, "bare", machine, [null], () => [bare.GenerateTrace(Seed, threads)], PermutationsPerRow << logHeight, threads, repetitions);
        BusMachine buses = new(logHeight + 2);
        Measure(
            output, "buses", buses.Machine, buses.Preprocessed(), () => buses.Traces(Seed), buses.PermutationsProven, threads, repetitions);
    }

    private static void Measure(
        TextWriter output,
        string name,
        Machine machine,
        FieldMatrix?[] preprocessed,
        Func<FieldMatrix[]> traces,
        int permutations,
        int threads,
        int repetitions)
    {
        using CpuBackend backend = new(threads);
        using ProvingKey key = ProvingKey.Create(machine, ProofParameters.P100, preprocessed, backend);
        byte[] proof = StarkProver.Prove(key, traces(), default, backend, threads);
        VerifyResult verdict = StarkVerifier.Verify(key.VerifyingKey, [], proof);
        if (!verdict.IsValid)
        {
            output.WriteLine(FormattableString.Invariant($"{name}: the proof is refused ({verdict}); nothing is timed"));
            return;
        }

        List<(double WallMs, StageClock Clock)> runs = [];
        FieldBufferPool.Shared.Trim();
        FieldBufferPool.Shared.ResetPeak();
        for (int i = 0; i < repetitions; i++)
        {
            FieldMatrix[] witness = traces();
            StageClock clock = new();
            long start = Stopwatch.GetTimestamp();
            _ = StarkProver.Prove(key, witness, default, backend, threads, clock);
            runs.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, clock));
        }

        (double wallMs, StageClock stages) = runs.OrderBy(run => run.WallMs).ElementAt(runs.Count / 2);
        Report(output, name, backend, machine, permutations, wallMs, stages);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  proof {proof.Length} bytes, verified in {VerifyMs(key.VerifyingKey, proof):F1} ms, peak {FieldBufferPool.Shared.PeakBytes >> 20} MiB"));
    }

    private static void Report(
        TextWriter output, string name, CpuBackend backend, Machine machine, int permutations, double wallMs, StageClock stages)
    {
        double cpuMs = stages.Stages.Sum(stage => stage.CpuMs);
        int columns = machine.Shapes.Sum(shape => shape.CommittedWidth);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {columns} columns, {permutations} permutations, {backend.Name}: {wallMs:F0} ms, {permutations / wallMs:F0} k permutations/s; processor {cpuMs:F0} ms"));
        foreach ((ProverStage stage, double wall, double cpu) in stages.Stages)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stage,-15} {wall,8:F1} ms wall {cpu,8:F1} ms processor"));
        }
    }

    private static double VerifyMs(VerifyingKey key, byte[] proof)
    {
        const int Runs = 9;
        double[] times = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = StarkVerifier.Verify(key, [], proof);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Runs / 2];
    }
}
