using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The statement, inside a circuit, that a proof is valid: <see cref="VerifierProgram"/> run over cells. Shapes, constraints and parameters
/// are constants of the circuit; the preprocessed cap is private and bound through the digest of the key, which the caller must pin down.
/// </summary>
internal sealed class ProofCircuit
{
    private readonly CircuitBuilder _builder;
    private readonly VerifyingKey _key;
    private readonly ProofShape _shape;
    private readonly Tape<ExpandedProof> _tape;
    private readonly CircuitAlgebra _algebra;
    private readonly Dictionary<CircuitValue, PackedExtensions> _packed = [];

    private ProofCircuit(CircuitBuilder builder, VerifyingKey key)
    {
        if (key.Parameters.Hash != HashId.Poseidon2)
        {
            throw new ArgumentException("Circuits verify proofs over Poseidon2 only.", nameof(key));
        }

        _builder = builder;
        _key = key;
        _shape = key.Shape;
        _tape = new(builder);
        _algebra = new(builder);
    }

    /// <summary>The digest of the key under which the proof is valid.</summary>
    public Block KeyDigest { get; private set; }

    /// <summary>States that a proof for some public values is valid.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="key">A key of the proof's machine and parameters; its preprocessed cap is not looked at.</param>
    /// <param name="publicValues">The proof's public values.</param>
    /// <exception cref="ArgumentException">The proof is not one over Poseidon2, or there are other public values than its machine has.</exception>
    public static ProofCircuit State(CircuitBuilder builder, VerifyingKey key, IReadOnlyList<Scalar> publicValues)
    {
        if (publicValues.Count != key.Machine.PublicValueCount)
        {
            throw new ArgumentException("There must be as many public values as the machine has.", nameof(publicValues));
        }

        ProofCircuit circuit = new(builder, key);
        circuit.State(publicValues);
        return circuit;
    }

    /// <summary>Writes the private inputs of the statement to their places on the circuit's tape.</summary>
    public void WriteTape(ExpandedProof proof, Span<KoalaBear> tape) => _tape.Write(proof, tape);

    private void State(IReadOnlyList<Scalar> publicValues)
    {
        CircuitCap preprocessed = InputPreprocessed();
        ProofHead<Scalar, CircuitValue, CircuitCap> head = InputHead();
        CircuitProofTranscript transcript = new(_builder, _algebra, Begin(publicValues), _shape, _tape, _packed);
        ProofChallenges<CircuitValue, Bits[]> challenges;
        using (_builder.Label("transcript"))
        {
            _ = VerifierProgram.Replay(_shape, head, transcript, out ProofChallenges<CircuitValue, Bits[]>? drawn);
            challenges = drawn!;
        }

        using (_builder.Label("constraints"))
        {
            CircuitValue[] publics = [.. publicValues.Select(value => _algebra.Input(value))];
            _ = VerifierProgram.CheckConstraints(_key.Machine, _shape, publics, head, challenges, _algebra);
            _algebra.Settle();
        }

        using (_builder.Label("queries"))
        {
            CircuitQueries queries = new(_builder, _algebra, _shape, _tape, challenges.Batch, challenges.Queries);
            _ = VerifierProgram.CheckQueries(_shape, preprocessed, head, challenges, _algebra, queries);
        }
    }

    private CircuitTranscript Begin(IReadOnlyList<Scalar> publicValues)
    {
        CircuitTranscript transcript = new(_builder);
        ObserveAll(transcript, TranscriptPrefix.BeforeDigest(_key));
        transcript.Observe(KeyDigest);
        ObserveAll(transcript, TranscriptPrefix.BehindDigest(_key));
        foreach (Scalar value in publicValues)
        {
            transcript.Observe(value);
        }

        return transcript;
    }

    private void ObserveAll(CircuitTranscript transcript, KoalaBear[] constants)
    {
        foreach (KoalaBear constant in constants)
        {
            transcript.Observe(_builder.Constant(constant));
        }
    }

    // The blocks of VerifyingKey.Digest: everything but the cap is a constant.
    private CircuitCap InputPreprocessed()
    {
        int count = _key.PreprocessedCap.Length;
        KoalaBear[] first = new KoalaBear[Digest8.WordCount];
        first[0] = KoalaBear.FromCanonical(ProofParameters.ProtocolVersion);
        first[1] = KoalaBear.FromCanonical((uint)count);
        List<Block> blocks =
        [
            _builder.Constant(Digest8.FromElements(first)), _builder.Constant(_key.SystemId), _builder.Constant(_key.MachineDigest),
        ];
        BlockTable? table = count == 0
            ? null
            : _tape.Take(
                () => _builder.InputTable(_shape.Parameters.CapHeight),
                (proof, elements) => TapeElements.Write(proof.PreprocessedCap, elements));
        for (int i = 0; i < count; i++)
        {
            blocks.Add(table![i]);
        }

        KeyDigest = _builder.Hash(blocks);
        return new CircuitCap(table!, proof => proof.PreprocessedCap);
    }

    private ProofHead<Scalar, CircuitValue, CircuitCap> InputHead()
    {
        ProofParameters parameters = _shape.Parameters;
        FriSchedule schedule = _shape.Schedule;
        return new()
        {
            MainCap = Cap(parameters.CapHeight, head => head.MainCap),
            LookupWitness = Witness(_shape.HasLookups ? parameters.LookupGrindingBits : 0, head => head.LookupWitness),
            PermutationCap = _shape.HasLookups ? Cap(parameters.CapHeight, head => head.PermutationCap) : null!,
            Terminals = Values(_shape.TerminalCount, head => head.Terminals),
            QuotientCap = Cap(parameters.CapHeight, head => head.QuotientCap),
            Openings = Values(_shape.OpenedValueCount, head => head.Openings),
            BatchWitness = Witness(parameters.BatchGrindingBits, head => head.BatchWitness),
            FoldCaps = [.. schedule.Rounds.Select((round, i) => Cap(_shape.FoldCapHeight(round), head => head.FoldCaps[i]))],
            FoldWitnesses = [.. schedule.Rounds.Select((_, i) => Witness(parameters.FoldGrindingBits, head => head.FoldWitnesses[i]))],
            FinalPolynomial = Values(1 << parameters.LogFinalLength, head => head.FinalPolynomial),
            QueryWitness = Witness(parameters.QueryGrindingBits, head => head.QueryWitness),
        };
    }

    private CircuitCap Cap(int capHeight, Func<ProofHead, Digest8[]> source) => new(_builder.NewTable(capHeight), proof => source(proof.Head));

    private Scalar Witness(int bits, Func<ProofHead, KoalaBear> source) => bits == 0
        ? _builder.Zero
        : _tape.Take(_builder.InputScalar, (proof, elements) => elements[0] = source(proof.Head));

    private CircuitValue[] Values(int count, Func<ProofHead, Ext5[]> source)
    {
        if (count == 0)
        {
            return [];
        }

        PackedExtensions packed = _tape.Take(
            () => _builder.InputExtensions(count), (proof, elements) => TapeElements.Write(source(proof.Head), elements));
        CircuitValue[] values = [.. packed.Values.Select(_algebra.Input)];
        _packed.Add(values[0], packed);
        return values;
    }
}
