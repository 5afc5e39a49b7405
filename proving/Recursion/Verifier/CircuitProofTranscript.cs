using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The transcript of the verified proof, over cells.</summary>
internal sealed class CircuitProofTranscript : IProofTranscript<Scalar, CircuitValue, CircuitCap, Bits[]>
{
    private readonly CircuitBuilder _builder;
    private readonly CircuitAlgebra _algebra;
    private readonly CircuitTranscript _transcript;
    private readonly ProofShape _shape;
    private readonly Tape<ExpandedProof> _tape;
    private readonly IReadOnlyDictionary<CircuitValue, PackedExtensions> _packed;

    /// <summary>Prepares the transcript.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="algebra">Its arithmetic.</param>
    /// <param name="transcript">Has observed key and public values.</param>
    /// <param name="shape">The shape of the proof.</param>
    /// <param name="tape">Takes note of the caps.</param>
    /// <param name="packed">Runs of extension values that exist as blocks too, by their first value.</param>
    public CircuitProofTranscript(
        CircuitBuilder builder,
        CircuitAlgebra algebra,
        CircuitTranscript transcript,
        ProofShape shape,
        Tape<ExpandedProof> tape,
        IReadOnlyDictionary<CircuitValue, PackedExtensions> packed)
    {
        _builder = builder;
        _algebra = algebra;
        _transcript = transcript;
        _shape = shape;
        _tape = tape;
        _packed = packed;
    }

    /// <inheritdoc/>
    public void Observe(CircuitCap cap) => _ = _tape.Take(
        () =>
        {
            _transcript.ObserveTable(cap.Table);
            return true;
        },
        (proof, elements) => TapeElements.Write(cap.Source(proof), elements));

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<CircuitValue> values)
    {
        if (!values.IsEmpty && _packed.TryGetValue(values[0], out PackedExtensions? packed) && packed.Values.Length == values.Length)
        {
            _transcript.Observe(packed);
            return;
        }

        foreach (CircuitValue value in values)
        {
            _transcript.Observe(_algebra.Cell(value));
        }
    }

    /// <inheritdoc/>
    public bool CheckWitness(int bits, Scalar witness)
    {
        if (bits > 0)
        {
            using IDisposable label = _builder.Label("proof of work");
            _transcript.AssertWork(bits, witness);
        }

        return true;
    }

    /// <inheritdoc/>
    public CircuitValue SampleExt() => _algebra.Input(_transcript.SampleExtension());

    /// <summary>The bits of the samples; a query index is the lowest of them, as many as the largest codeword has.</summary>
    public Bits[] SampleQueries() => [.. Enumerable.Range(0, _shape.Parameters.QueryCount).Select(_ => _transcript.SampleBits())];
}
