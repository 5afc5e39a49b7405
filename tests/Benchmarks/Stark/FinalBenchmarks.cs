using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Stark.Soundness;

namespace P2PProver.Benchmarks.Stark;

/// <summary>
/// The proof that a contract verifies, on the model of the last circuit: proving and verifying under the parameters of the last layer,
/// with the gas that the model expects. A proof is made and verified before anything is timed.
/// </summary>
internal static class FinalBenchmarks
{
    private const ulong Seed = 1;
    private const int LogHeight = 14;

    /// <summary>Proving and verifying.</summary>
    /// <param name="threads">The most threads to use.</param>
    public static IEnumerable<Benchmark> All(int threads)
    {
        LastCircuitModel model = new(LogHeight, LogHeight);
        ProofParameters parameters = ProofParameters.Final100;
        (FieldMatrix[] first, KoalaBear[] publicValues) = model.Generate(Seed);
        foreach (FieldMatrix trace in first)
        {
            trace.Dispose();
        }

        using MachineUnderTest subject =
            new(model.Machine, model.Preprocessed(), () => model.Generate(Seed).Traces, threads, parameters, publicValues);
        string text = FormattableString.Invariant(
            $"2^{LogHeight} x {model.Machine.Shapes.Sum(shape => shape.CommittedWidth)}, {parameters.Name}, {threads} threads");
        yield return new Benchmark("prove-final", text, "proofs", 1, subject.Gate, subject.Prove)
        {
            Prepare = subject.Prepare,
            Details = () => Details(subject, model, parameters),
        };
        yield return new Benchmark("verify-final", text, "proofs", 1, subject.Gate, subject.Verify);
    }

    private static Dictionary<string, double> Details(MachineUnderTest subject, LastCircuitModel model, ProofParameters parameters)
    {
        GasEstimate gas = GasModel.Estimate(parameters, model.Machine.Shapes);
        return new Dictionary<string, double>(subject.Details(), StringComparer.Ordinal)
        {
            ["expectedGas"] = gas.ChargedGas,
            ["expectedExecutionGas"] = gas.ExecutionGas,
        };
    }
}
