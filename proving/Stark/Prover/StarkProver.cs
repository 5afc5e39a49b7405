using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Makes proofs. The bytes are a function of key, traces and public values alone.</summary>
public static class StarkProver
{
    /// <summary>Proves that the traces satisfy the key's machine with these public values.</summary>
    /// <param name="key">The proving key, made on the same backend.</param>
    /// <param name="traces">The main trace of each table, in order; ownership passes to the prover, which frees each as early as it can.</param>
    /// <param name="publicValues">As many public values as the machine has.</param>
    /// <param name="backend">Does the heavy steps.</param>
    /// <param name="threads">The most threads for grinding; the proof does not depend on it.</param>
    /// <param name="stages">Told when each stage ends, or null.</param>
    /// <returns>The proof's bytes. A trace that violates a constraint gives bytes that no verifier accepts.</returns>
    /// <exception cref="ArgumentException">Traces or public values have the wrong size.</exception>
    public static byte[] Prove(
        ProvingKey key,
        IReadOnlyList<FieldMatrix> traces,
        ReadOnlyMemory<KoalaBear> publicValues,
        IProverBackend backend,
        int threads,
        IProverStages? stages = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(traces);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        CheckInputs(key.VerifyingKey.Machine, traces, publicValues);
        using ProverSession session = new(key, traces, publicValues, backend, threads, stages);
        return session.Run();
    }

    private static void CheckInputs(Machine machine, IReadOnlyList<FieldMatrix> traces, ReadOnlyMemory<KoalaBear> publicValues)
    {
        bool fits = traces.Count == machine.Tables.Length && publicValues.Length == machine.PublicValueCount;
        for (int i = 0; fits && i < traces.Count; i++)
        {
            fits = traces[i].Width == machine.Tables[i].MainWidth && traces[i].Height == machine.Tables[i].Height;
        }

        if (!fits)
        {
            throw new ArgumentException("There must be one main trace of the right size for each table, and every public value.", nameof(traces));
        }
    }
}
