using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class Poseidon1W16Tests
{
    [Fact]
    public void Permutation_PublishedVector_IsReproducedAtEveryWidth()
    {
        // Plonky3, koala-bear: the instance of width 16.
        PermutationLaws<Poseidon1W16>.MapsTo(
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
            [
                610090613, 935319874, 1893335292, 796792199, 356405232, 552237741, 55134556, 1215104204,
                1823723405, 1133298033, 1780633798, 1453946561, 710069176, 1128629550, 1917333254, 1175481618,
            ]);
    }

    [Fact]
    public void CompressFeedForward_PublishedVector_IsReproduced()
    {
        // leanSpec: poseidon_compress of 0 ... 7 followed by zeros.
        Digest8 left = Digest8.FromElements(Elements.Range(0, 8));
        Elements.Canonical(Compression<Poseidon1W16>.CompressFeedForward(left, default)).ShouldBe(
            [1322417907u, 1303287496, 1541273089, 1618220094, 1711479283, 239494928, 1755981565, 1393953151]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PermutePacked_RandomStates_AgreesWithTheScalarForm(ulong seed)
    {
        PermutationLaws<Poseidon1W16>.PackedAgreesWithScalar(seed);
    }

    [Fact]
    public void Permute_OtherWidths_AreRefused()
    {
        PermutationLaws<Poseidon1W16>.RefusesOtherWidths();
    }

    [Fact]
    public void Permute_RandomAndExtremeStates_AgreesWithTheDefinition()
    {
        // The schedule of sparse matrices and moved constants is derived at start; the definition knows nothing of it.
        Prng prng = new(3);
        for (int i = 0; i < 200; i++)
        {
            KoalaBear[] state = i == 0 ? [.. Enumerable.Repeat(-KoalaBear.One, 16)] : Elements.Random(prng, 16);
            KoalaBear[] expected = PlainPoseidon1.Permute(state);
            Poseidon1W16.Permute(state);
            state.ShouldBe(expected, $"state {i}, seed {prng.Seed}");
        }
    }

    [Fact]
    public void Constants_GrainStream_IsTheirSource()
    {
        GrainLfsr grain = new(Poseidon1W16.StateWidth, Poseidon1W16.FullRounds, Poseidon1W16.PartialRounds);
        Poseidon1W16.RoundConstants.ToArray().ShouldBe(grain.Next(28 * 16));
    }

    [Fact]
    public void Rounds_SecurityArgument_ArePinned()
    {
        Poseidon1W16.FullRounds.ShouldBe(8);
        Poseidon1W16.PartialRounds.ShouldBe(20);
        Poseidon1W16.FirstRow.ToArray().ShouldBe(new byte[] { 1, 1, 51, 1, 11, 17, 2, 1, 101, 63, 15, 2, 67, 22, 13, 3 });
    }
}
