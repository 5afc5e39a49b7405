using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion.Tests.Circuit;

/// <summary>The transcript inside circuits draws what the native one draws, whatever is observed in whatever order (pitfall 30).</summary>
public sealed class CircuitTranscriptTests
{
    private readonly CircuitCase _case = new();
    private readonly DuplexTranscript<Poseidon2W16> _native = new();
    private readonly List<(Extension Actual, Ext5 Expected)> _samples = [];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    [InlineData(6UL)]
    public void RandomScript_DrawsWhatTheNativeTranscriptDraws(ulong seed)
    {
        Prng prng = new(seed);
        CircuitTranscript transcript = new(_case.Builder);
        for (int i = 0; i < 40; i++)
        {
            Step(prng, transcript);
        }

        Sample(transcript);
        CircuitWitness witness = _case.Check();

        _samples.ShouldNotBeEmpty();
        for (int i = 0; i < _samples.Count; i++)
        {
            witness.ValueOf(_samples[i].Actual).ShouldBe(_samples[i].Expected, FormattableString.Invariant($"seed {seed}, sample {i}"));
        }
    }

    [Fact]
    public void AssertWork_OfAnyWitness_IsSatisfiedWhereTheNativeTranscriptIs()
    {
        const int Bits = 3;
        int accepted = 0;
        for (uint witness = 0; witness < 24; witness++)
        {
            DuplexTranscript<Poseidon2W16> native = new();
            native.Observe(KoalaBear.One);
            CircuitCase circuit = new();
            CircuitTranscript transcript = new(circuit.Builder);
            transcript.Observe(circuit.Builder.One);
            transcript.AssertWork(Bits, circuit.Input(witness));
            if (native.CheckWitness(Bits, KoalaBear.FromCanonical(witness)))
            {
                Extension sample = transcript.SampleExtension();
                circuit.Check().ValueOf(sample).ShouldBe(native.SampleExt());
                accepted++;
            }
            else
            {
                circuit.Fault().Kind.ShouldBe(FaultKind.NotEqual);
            }
        }

        accepted.ShouldBeInRange(1, 23);
    }

    [Fact]
    public void AssertWork_OfNoBits_ObservesNothingAndWantsZero()
    {
        CircuitTranscript transcript = new(_case.Builder);
        transcript.Observe(_case.Builder.One);
        _native.Observe(KoalaBear.One);
        transcript.AssertWork(0, _case.Input(0));
        Sample(transcript);
        CircuitWitness witness = _case.Check();
        witness.ValueOf(_samples[0].Actual).ShouldBe(_samples[0].Expected);

        CircuitCase other = new();
        new CircuitTranscript(other.Builder).AssertWork(0, other.Input(1));
        other.Fault().Kind.ShouldBe(FaultKind.NotEqual);
    }

    private void Step(Prng prng, CircuitTranscript transcript)
    {
        switch (prng.NextInt(8))
        {
            case 0:
                KoalaBear value = prng.NextField();
                transcript.Observe(_case.Input(value));
                _native.Observe(value);
                break;
            case 1:
                Ext5 extension = prng.NextExt();
                transcript.Observe(_case.Input(extension));
                _native.Observe(extension);
                break;
            case 2:
                KoalaBear[] block = CircuitCase.Random(prng, 8);
                transcript.Observe(_case.InputBlock(block));
                _native.Observe(block);
                break;
            case 3:
                ObserveTable(prng, transcript, prng.NextInt(3));
                break;
            case 4:
                Ext5[] values = [.. Enumerable.Range(0, prng.NextInt(1, 20)).Select(_ => prng.NextExt())];
                transcript.Observe(_case.Input(values));
                Array.ForEach(values, _native.Observe);
                break;
            case 5:
                Bits bits = transcript.SampleBits();
                _samples.Add((bits.Low(bits.Count), Ext5.FromBase(_native.Sample())));
                break;
            default:
                Sample(transcript);
                break;
        }
    }

    private void ObserveTable(Prng prng, CircuitTranscript transcript, int logSize)
    {
        KoalaBear[] entries = CircuitCase.Random(prng, 8 << logSize);
        _case.Tape.AddRange(entries);
        BlockTable table = _case.Builder.NewTable(logSize);
        transcript.ObserveTable(table);
        _native.Observe(entries);
    }

    private void Sample(CircuitTranscript transcript) => _samples.Add((transcript.SampleExtension(), _native.SampleExt()));
}
