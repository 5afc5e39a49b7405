using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class Poseidon2W16Tests
{
    [Fact]
    public void Permutation_PublishedVector_IsReproducedAtEveryWidth()
    {
        // Plonky3, koala-bear: the default instance of width 16.
        PermutationLaws<Poseidon2W16>.MapsTo(
            [
                894848333, 1437655012, 1200606629, 1690012884, 71131202, 1749206695, 1717947831, 120589055,
                19776022, 42382981, 1831865506, 724844064, 171220207, 1299207443, 227047920, 1783754913,
            ],
            [
                1934285469, 604889435, 133449501, 1026180808, 1830659359, 176667110, 1391183747, 351743874,
                1238264085, 1292768839, 2023573270, 1201586780, 1360691759, 1230682461, 748270449, 651545025,
            ]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PermutePacked_RandomStates_AgreesWithTheScalarForm(ulong seed)
    {
        PermutationLaws<Poseidon2W16>.PackedAgreesWithScalar(seed);
    }

    [Fact]
    public void Permute_OtherWidths_AreRefused()
    {
        PermutationLaws<Poseidon2W16>.RefusesOtherWidths();
    }

    [Fact]
    public void Permute_RandomStates_AgreesWithTheDefinition()
    {
        Prng prng = new(3);
        for (int i = 0; i < 50; i++)
        {
            KoalaBear[] state = Elements.Random(prng, 16);
            KoalaBear[] expected = PlainPoseidon2.Permute(state);
            Poseidon2W16.Permute(state);
            state.ShouldBe(expected, $"state {i}, seed {prng.Seed}");
        }
    }

    [Fact]
    public void Constants_GrainStream_IsTheirSource()
    {
        GrainLfsr grain = new(Poseidon2W16.StateWidth, Poseidon2W16.ExternalRounds, Poseidon2W16.InternalRounds);
        Poseidon2W16.InitialConstants.ToArray().ShouldBe(grain.Next(64));
        Poseidon2W16.InternalConstants.ToArray().ShouldBe(grain.Next(20));
        Poseidon2W16.TerminalConstants.ToArray().ShouldBe(grain.Next(64));
    }

    [Fact]
    public void Rounds_SecurityArgument_ArePinned()
    {
        Poseidon2W16.ExternalRounds.ShouldBe(8);
        Poseidon2W16.InternalRounds.ShouldBe(20);
        Poseidon2W16.InitialConstants[0].ShouldBe(0x7ee56a48u);
        Poseidon2W16.InternalConstants[0].ShouldBe(0x54dfeb5du);
    }
}
