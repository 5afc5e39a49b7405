namespace P2PProver.Benchmarks;

/// <summary>Benchmarks of single kernels, a partial file for each room; the caller chooses and runs them.</summary>
public static partial class KernelBenchmarks
{
    /// <summary>Throws unless the condition holds; for gates.</summary>
    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }
}
