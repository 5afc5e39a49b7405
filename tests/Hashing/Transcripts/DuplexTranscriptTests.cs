using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class DuplexTranscriptTests : TranscriptTests
{
    [Fact]
    public void Samples_KnownObservations_AreReproduced()
    {
        // Own computation over the published permutation; semantics confirmed against Plonky3's stored proofs.
        DuplexTranscript<Poseidon2W16> transcript = new();
        transcript.Observe(Elements.Of(1, 2, 3));
        Sample(transcript, 5).ShouldBe([137017045u, 1561899886, 1685671975, 885662083, 421655224]);
        transcript.Observe(Elements.Range(100, 10));
        Sample(transcript, 2).ShouldBe([471004719u, 852734468]);
        transcript.SampleBits(20).ShouldBe(304471u);
    }

    [Fact]
    public void Sample_FullRate_PopsFromTheEndAndThenPermutesAgain()
    {
        DuplexTranscript<Poseidon2W16> transcript = new();
        transcript.Observe(Elements.Range(1, 8));
        KoalaBear[] state = [.. Elements.Range(1, 8), KoalaBear.FromCanonical(8), .. new KoalaBear[7]];
        Poseidon2W16.Permute(state);
        Sample(transcript, 8).ShouldBe(Elements.Canonical(state.AsSpan(0, 8)).Reverse());
        Poseidon2W16.Permute(state);
        Sample(transcript, 1).ShouldBe([state[7].ToCanonical()]);
    }

    [Fact]
    public void Observe_TrailingZeros_BindLength()
    {
        FirstSample(Elements.Of(5, 7)).ShouldNotBe(FirstSample(Elements.Of(5, 7, 0, 0)));
        FirstSample(Elements.Of(0, 0, 0, 0, 0, 0, 0)).ShouldNotBe(FirstSample(Elements.Of(0, 0, 0, 0, 0, 0, 0, 0)));
        FirstSample([]).ShouldNotBe(FirstSample(Elements.Of(0)));
    }

    [Fact]
    public void Search_EveryLevel_AgreesWithTheCheck()
    {
        const int Bits = 5;
        foreach (int pending in new[] { 0, 1, 6, 7 })
        {
            DuplexTranscript<Poseidon2W16> transcript = new();
            transcript.Observe(Elements.Range(50, 16 + pending));
            WitnessSearchLaws.AgreesWithTheCheck(transcript, Bits, transcript.PrepareSearch(Bits).TryFind);
        }
    }

    protected override ITranscript Create()
    {
        return new DuplexTranscript<Poseidon2W16>();
    }

    private static uint FirstSample(KoalaBear[] observed)
    {
        DuplexTranscript<Poseidon2W16> transcript = new();
        transcript.Observe(observed);
        return transcript.Sample().ToCanonical();
    }

    private static uint[] Sample(DuplexTranscript<Poseidon2W16> transcript, int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => transcript.Sample().ToCanonical())];
    }
}
