using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>What holds for every transcript.</summary>
public abstract class TranscriptTests
{
    private static readonly KoalaBear[] Sample = Elements.Of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);

    protected abstract ITranscript Create();

    [Fact]
    public void Challenge_EveryObservedElementChanged_Changes()
    {
        for (int count = 1; count <= Sample.Length; count++)
        {
            Ext5 challenge = ChallengeAfter(Sample[..count]);
            for (int i = 0; i < count; i++)
            {
                KoalaBear[] changed = Sample[..count];
                changed[i] += KoalaBear.One;
                ChallengeAfter(changed).ShouldNotBe(challenge, $"element {i} of {count}");
            }
        }
    }

    [Fact]
    public void Challenge_OtherLengthOrOrder_Changes()
    {
        HashSet<Ext5> challenges = [];
        for (int zeros = 0; zeros <= 20; zeros++)
        {
            challenges.Add(ChallengeAfter(new KoalaBear[zeros])).ShouldBeTrue($"{zeros} zeros");
            challenges.Add(ChallengeAfter([.. Elements.Of(5, 7), .. new KoalaBear[zeros]])).ShouldBeTrue($"5, 7 and {zeros} zeros");
        }

        ChallengeAfter(Elements.Of(5, 7)).ShouldNotBe(ChallengeAfter(Elements.Of(7, 5)));
    }

    [Fact]
    public void Challenge_ObservationsAfterAChallenge_CountToo()
    {
        ITranscript transcript = Create();
        transcript.Observe(Sample);
        _ = transcript.SampleExt();
        ITranscript other = transcript.Clone();
        transcript.Observe(Sample[0]);
        other.Observe(Sample[1]);
        transcript.SampleExt().ShouldNotBe(other.SampleExt());
    }

    [Fact]
    public void Observe_ValuesSplitOverCalls_MakesNoDifference()
    {
        Digest8 digest = Digest8.FromElements(Sample.AsSpan(0, 8));
        ITranscript parts = Create();
        parts.Observe(Sample[0]);
        parts.Observe(Sample.AsSpan(1, 6));
        parts.Observe(ReadOnlySpan<KoalaBear>.Empty);
        parts.Observe(new Ext5(Sample.AsSpan(7, 5)));
        parts.Observe(digest);
        parts.Observe(digest);
        ITranscript whole = Create();
        whole.Observe(Sample.AsSpan(0, 12));
        whole.Observe([digest, digest]);
        parts.SampleExt().ShouldBe(whole.SampleExt());
    }

    [Fact]
    public void Samples_ManyInARow_DifferAndStayInRange()
    {
        ITranscript transcript = Create();
        transcript.Observe(Sample);
        HashSet<Ext5> seen = [];
        for (int i = 0; i < 100; i++)
        {
            seen.Add(transcript.SampleExt()).ShouldBeTrue($"challenge {i}");
        }

        transcript.SampleBits(0).ShouldBe(0u);
        for (int bits = 1; bits <= 30; bits++)
        {
            uint all = 0;
            for (int i = 0; i < 200; i++)
            {
                uint value = transcript.SampleBits(bits);
                (value >> bits).ShouldBe(0u);
                all |= value;
            }

            all.ShouldBe((1u << bits) - 1, "every bit is set at times");
        }
    }

    [Fact]
    public void Clone_LaterUse_IsIndependent()
    {
        ITranscript transcript = Create();
        transcript.Observe(Sample);
        _ = transcript.SampleBits(3);
        transcript.Observe(Sample[0]);
        ITranscript clone = transcript.Clone();
        transcript.Observe(Sample[1]);
        _ = transcript.SampleExt();
        clone.Observe(Sample[2]);
        ITranscript again = Create();
        again.Observe(Sample);
        _ = again.SampleBits(3);
        again.Observe(Sample[0]);
        again.Observe(Sample[2]);
        clone.SampleExt().ShouldBe(again.SampleExt());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public void Grind_AnyThreads_FindsTheSmallestWitnessThatTheCheckAccepts(int observed)
    {
        const int Bits = 9;
        ITranscript start = Create();
        start.Observe(Sample.AsSpan(0, observed));
        uint smallest = 0;
        while (!start.Clone().CheckWitness(Bits, KoalaBear.FromCanonical(smallest)))
        {
            smallest++;
        }

        ITranscript verifier = start.Clone();
        verifier.CheckWitness(Bits, KoalaBear.FromCanonical(smallest)).ShouldBeTrue();
        Ext5 next = verifier.SampleExt();
        foreach (int threads in new[] { 1, 2, 5 })
        {
            ITranscript prover = start.Clone();
            prover.Grind(Bits, threads).ShouldBe(smallest, $"{threads} threads");
            prover.SampleExt().ShouldBe(next, "prover and verifier go on alike");
        }
    }

    [Fact]
    public void CheckWitness_OtherWitnesses_AreRefusedAsOftenAsBitsSay()
    {
        const int Bits = 6;
        ITranscript start = Create();
        start.Observe(Sample);
        int accepted = Enumerable.Range(0, 4096).Count(w => start.Clone().CheckWitness(Bits, KoalaBear.FromCanonical((uint)w)));
        accepted.ShouldBeInRange(32, 104, "64 of 4096 are expected, with deviation 8");
    }

    [Fact]
    public void CheckWitness_WitnessOfOtherBits_IsRefused()
    {
        ITranscript start = Create();
        start.Observe(Sample);
        uint witness = start.Clone().Grind(8, 1);
        start.Clone().CheckWitness(8, KoalaBear.FromCanonical(witness)).ShouldBeTrue();
        start.Clone().CheckWitness(20, KoalaBear.FromCanonical(witness)).ShouldBeFalse();
        start.Clone().CheckWitness(0, KoalaBear.FromCanonical(witness + 1)).ShouldBeFalse();
        ITranscript elsewhere = start.Clone();
        elsewhere.Observe(Sample[0]);
        elsewhere.CheckWitness(8, KoalaBear.FromCanonical(witness)).ShouldBeFalse();
    }

    [Fact]
    public void Grind_ZeroBits_ObservesNothing()
    {
        ITranscript untouched = Create();
        untouched.Observe(Sample);
        Ext5 next = untouched.Clone().SampleExt();
        ITranscript prover = untouched.Clone();
        prover.Grind(0, 1).ShouldBe(0u);
        prover.SampleExt().ShouldBe(next);
        ITranscript verifier = untouched.Clone();
        verifier.CheckWitness(0, KoalaBear.Zero).ShouldBeTrue();
        verifier.SampleExt().ShouldBe(next);
        untouched.Clone().CheckWitness(0, KoalaBear.One).ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    public void Bits_OutsideTheRange_AreRefused(int bits)
    {
        ITranscript transcript = Create();
        Should.Throw<ArgumentOutOfRangeException>(() => transcript.SampleBits(bits));
        Should.Throw<ArgumentOutOfRangeException>(() => transcript.Grind(bits, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => transcript.CheckWitness(bits, KoalaBear.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => Grinding.ThrowIfInvalid(bits));
    }

    private Ext5 ChallengeAfter(KoalaBear[] observed)
    {
        ITranscript transcript = Create();
        transcript.Observe(observed);
        return transcript.SampleExt();
    }
}
