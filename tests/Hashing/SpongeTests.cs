using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class SpongeTests
{
    [Fact]
    public void Hash_ShortLastBlock_ReplacesOnlyItsPart()
    {
        // Own computation over the published permutation; semantics of Plonky3's PaddingFreeSponge<16, 8, 8>.
        Elements.Canonical(Sponge<Poseidon2W16>.Hash(Elements.Range(0, 10))).ShouldBe(
            [1829332974u, 214160157, 1782021503, 830518975, 1989553459, 380686147, 1207176859, 1206790484]);
    }

    [Fact]
    public void Hash_OneBlock_IsOnePermutation()
    {
        Elements.Canonical(Sponge<Poseidon2W16>.Hash(Elements.Range(0, 8))).ShouldBe(
            [966837595u, 1699035679, 1922113316, 2023906830, 809021653, 1488168764, 817789182, 1446614690]);
    }

    [Fact]
    public void Compress_KnownDigests_TruncatesThePermutation()
    {
        Digest8 left = Digest8.FromElements(Elements.Range(0, 8));
        Digest8 right = Digest8.FromElements(Elements.Range(8, 8));
        Elements.Canonical(Compression<Poseidon2W16>.Compress(left, right)).ShouldBe(
            [1259554834u, 663463928, 1989430097, 476523442, 836740795, 1803459961, 1229318262, 2023956904]);
    }

    [Fact]
    public void CompressFeedForward_RandomDigests_AddsTheInput()
    {
        Prng prng = new(4);
        KoalaBear[] input = Elements.Random(prng, 16);
        Digest8 left = Digest8.FromElements(input.AsSpan(0, 8));
        Digest8 right = Digest8.FromElements(input.AsSpan(8));
        KoalaBear[] permuted = PlainPoseidon2.Permute(input);
        Digest8 actual = Compression<Poseidon2W16>.CompressFeedForward(left, right);
        actual.Elements.ToArray().ShouldBe(permuted.Take(8).Select((x, i) => x + input[i]), $"seed {prng.Seed}");
    }
}
