using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// The order of the protocol: what is observed when, and which challenge is drawn from it. Prover and verifier drive the same object, so
/// neither can observe more, less or in another order than the other.
/// </summary>
/// <remarks>
/// Everything that identifies the statement comes first: protocol version, parameter set, verifying key (which covers the preprocessed
/// cap), table shapes, public values. Every prover message is observed before the next challenge is drawn, all claimed openings before
/// the batching challenge, all terminals before the constraint challenge.
/// </remarks>
internal sealed class ProtocolTranscript : IProofTranscript<KoalaBear, Ext5, Digest8[], int[]>
{
    private readonly ITranscript _transcript;
    private readonly ProofShape _shape;

    public ProtocolTranscript(VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues)
    {
        _shape = key.Shape;
        _transcript = HashSuite.Of(key.Parameters.Hash).NewTranscript();
        _transcript.Observe(TranscriptPrefix.Of(key));
        _transcript.Observe(publicValues);
    }

    private ProtocolTranscript(ProtocolTranscript other)
    {
        _shape = other._shape;
        _transcript = other._transcript.Clone();
    }

    private ProofParameters Parameters => _shape.Parameters;

    /// <inheritdoc/>
    public void Observe(Digest8[] cap) => _transcript.Observe(cap.AsSpan());

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<Ext5> values) => ObserveAll(values);

    /// <inheritdoc/>
    public bool CheckWitness(int bits, KoalaBear witness) => _transcript.CheckWitness(bits, witness);

    /// <inheritdoc/>
    public Ext5 SampleExt() => _transcript.SampleExt();

    public void ObserveMain(ReadOnlySpan<Digest8> cap) => _transcript.Observe(cap);

    public KoalaBear GrindLookup(int threads) => Grind(Parameters.LookupGrindingBits, threads);

    public bool CheckLookup(KoalaBear witness) => CheckWitness(Parameters.LookupGrindingBits, witness);

    public (Ext5 Alpha, Ext5 Beta) SampleLookup()
    {
        Ext5 alpha = _transcript.SampleExt();
        return (alpha, _transcript.SampleExt());
    }

    public void ObservePermutation(ReadOnlySpan<Digest8> cap, ReadOnlySpan<Ext5> terminals)
    {
        _transcript.Observe(cap);
        ObserveAll(terminals);
    }

    public Ext5 SampleConstraintChallenge() => _transcript.SampleExt();

    public void ObserveQuotient(ReadOnlySpan<Digest8> cap) => _transcript.Observe(cap);

    public Ext5 SampleZeta() => _transcript.SampleExt();

    public void ObserveOpenings(ReadOnlySpan<Ext5> openings) => ObserveAll(openings);

    public KoalaBear GrindBatch(int threads) => Grind(Parameters.BatchGrindingBits, threads);

    public bool CheckBatch(KoalaBear witness) => CheckWitness(Parameters.BatchGrindingBits, witness);

    public Ext5 SampleBatch() => _transcript.SampleExt();

    public void ObserveFold(ReadOnlySpan<Digest8> cap) => _transcript.Observe(cap);

    public KoalaBear GrindFold(int threads) => Grind(Parameters.FoldGrindingBits, threads);

    public bool CheckFold(KoalaBear witness) => CheckWitness(Parameters.FoldGrindingBits, witness);

    public Ext5 SampleFold() => _transcript.SampleExt();

    public void ObserveFinal(ReadOnlySpan<Ext5> coefficients) => ObserveAll(coefficients);

    public KoalaBear GrindQuery(int threads) => Grind(Parameters.QueryGrindingBits, threads);

    public bool CheckQuery(KoalaBear witness) => CheckWitness(Parameters.QueryGrindingBits, witness);

    /// <summary>The query indices: natural row numbers of the largest codeword, repetitions allowed.</summary>
    public int[] SampleQueries()
    {
        int[] indices = new int[Parameters.QueryCount];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = (int)_transcript.SampleBits(_shape.Schedule.LogMaxSize);
        }

        return indices;
    }

    /// <summary>An independent copy; tests compare what the next challenge would be.</summary>
    public ProtocolTranscript Clone() => new(this);

    private KoalaBear Grind(int bits, int threads) => KoalaBear.FromCanonical(_transcript.Grind(bits, threads));

    private void ObserveAll(ReadOnlySpan<Ext5> values)
    {
        foreach (Ext5 value in values)
        {
            _transcript.Observe(value);
        }
    }
}
