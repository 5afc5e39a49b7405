using P2PProver.Recursion;

namespace P2PProver.Benchmarks.Recursion;

/// <summary>Leaf and Merge at P100 over shards of the rollup's own size.</summary>
internal static class RecursionBenchmarks
{
    /// <summary>Making the circuits, proving and verifying.</summary>
    /// <param name="threads">The most threads to use.</param>
    public static IEnumerable<Benchmark> All(int threads)
    {
        using RecursionUnderTest subject = new(threads);
        RecursionCircuits circuits = subject.Prover.Circuits;
        string parameters = FormattableString.Invariant($"2^{circuits.LogHeight} rows, P100, {threads} threads");
        yield return new Benchmark("prove-leaf", parameters, "proofs", 1, subject.GateLeaf, subject.ProveLeaf)
        {
            Details = () => subject.Details(circuits.LeafProgram, children: 1),
        };
        yield return new Benchmark("prove-merge", parameters, "proofs", 1, subject.GateMerge, subject.ProveMerge)
        {
            Details = () => subject.Details(circuits.MergeProgram, children: 2),
        };
        yield return new Benchmark("verify-merge", parameters, "proofs", 1, subject.Verify, subject.Verify);
        yield return new Benchmark("describe-circuits", parameters, "circuits", 2, subject.Describe, subject.Describe);
    }
}
