using System.Buffers.Binary;
using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class KeccakTranscriptTests : TranscriptTests
{
    private static readonly BigInteger CoefficientMask = (BigInteger.One << 51) - 1;

    [Fact]
    public void Layout_OfAWholeSession_IsAsDocumented()
    {
        Digest8 digest = Digest8.FromBytes([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        KeccakTranscript transcript = new();
        transcript.Observe(Elements.Of(1, 2));
        transcript.Observe(new Ext5(Elements.Of(3, 4, 5, 6, 7)));
        transcript.Observe(digest);
        byte[] state = Keccak256.Hash([.. new byte[32], .. BigEndian(1, 2, 3, 4, 5, 6, 7), .. digest.Bytes]);

        transcript.SampleExt().ShouldBe(Challenge(Word(state, 0)));
        transcript.SampleExt().ShouldBe(Challenge(Word(state, 1)));
        Enumerable.Range(0, 8).Select(_ => transcript.SampleBits(24)).ShouldBe(Slices(Word(state, 2), 24));
        Enumerable.Range(0, 3).Select(_ => transcript.SampleBits(30)).ShouldBe(Slices(Word(state, 3), 30)[..3]);
        transcript.SampleExt().ShouldBe(Challenge(Word(state, 4)), "a challenge takes a fresh word");
        transcript.SampleBits(30).ShouldBe(Slices(Word(state, 5), 30)[0], "slices left before a challenge are lost");

        transcript.Observe(KoalaBear.FromCanonical(99));
        byte[] next = Keccak256.Hash([.. state, .. BigEndian(99)]);
        transcript.SampleBits(10).ShouldBe(Slices(Word(next, 0), 10)[0], "an absorption discards slices and restarts the counter");
    }

    [Fact]
    public void Grind_Layout_IsAnAbsorptionOfTheWitnessAlone()
    {
        const int Bits = 7;
        KeccakTranscript transcript = new();
        transcript.Observe(Elements.Of(42));
        uint witness = transcript.Grind(Bits, 1);
        byte[] state = Keccak256.Hash([.. new byte[32], .. BigEndian(42)]);
        byte[] ground = Keccak256.Hash([.. state, .. BigEndian(witness)]);
        (new BigInteger(ground, isUnsigned: true, isBigEndian: true) % (1 << Bits)).ShouldBe(BigInteger.Zero);
        transcript.SampleBits(20).ShouldBe(Slices(Word(ground, 0), 20)[0]);
    }

    [Fact]
    public void SampleExt_FixedObservation_IsPinned()
    {
        // Own computation; pins the byte layout for the contract, which has the same vector.
        KeccakTranscript transcript = new();
        transcript.Observe(Elements.Range(1, 16));
        transcript.Grind(12, 1).ShouldBe(4813u);
        Elements.Canonical([.. Coefficients(transcript.SampleExt())]).ShouldBe([1355034211u, 571790195, 2055206209, 151210640, 1354821935]);
        Enumerable.Range(0, 3).Select(_ => transcript.SampleBits(22)).ShouldBe([1286014u, 2097568, 3547718]);
    }

    [Fact]
    public void Search_EveryLevel_AgreesWithTheCheck()
    {
        const int Bits = 5;
        KeccakTranscript transcript = new();
        transcript.Observe(Elements.Range(50, 16));
        _ = transcript.SampleExt();
        WitnessSearchLaws.AgreesWithTheCheck(transcript, Bits, transcript.PrepareSearch(Bits).TryFind);
    }

    protected override ITranscript Create()
    {
        return new KeccakTranscript();
    }

    private static byte[] BigEndian(params ReadOnlySpan<uint> values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    private static BigInteger Word(byte[] state, byte counter)
    {
        return new(Keccak256.Hash([.. state, 0, 0, 0, 0, counter]), isUnsigned: true, isBigEndian: true);
    }

    private static Ext5 Challenge(BigInteger word)
    {
        return new([.. Enumerable.Range(0, 5).Select(j => KoalaBear.Reduce((ulong)((word >> (51 * j)) & CoefficientMask)))]);
    }

    private static uint[] Slices(BigInteger word, int bits)
    {
        return [.. Enumerable.Range(0, 8).Select(j => (uint)((word >> (32 * j)) & ((1u << bits) - 1)))];
    }

    private static IEnumerable<KoalaBear> Coefficients(Ext5 value)
    {
        return Enumerable.Range(0, 5).Select(i => value[i]);
    }
}
