using P2PProver.Rollup;

namespace P2PProver.Benchmarks.Rollup;

/// <summary>A shard of transfers at P100 from the traces to the verified proof.</summary>
internal static class ShardBenchmarks
{
    /// <summary>Proof, verification and traces of one shard.</summary>
    /// <param name="threads">The most threads to use.</param>
    public static IEnumerable<Benchmark> All(int threads)
    {
        ShardMachine machine = ShardMachine.Standard;
        using ShardUnderTest subject = new(machine, threads);
        int transfers = machine.Shape.BlocksPerShard;
        string parameters = FormattableString.Invariant($"2^{machine.LogHeight} rows, {transfers} transfers, P100, {threads} threads");
        yield return new Benchmark("prove-shard", parameters, "transfers", transfers, subject.Gate, subject.Prove) { Details = subject.Details };
        yield return new Benchmark("verify-shard", parameters, "proofs", 1, subject.Gate, subject.Verify);
        yield return new Benchmark("trace-shard", parameters, "transfers", transfers, subject.Gate, subject.Trace);
    }
}
