using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>What holds for every permutation: its published vector and agreement of all packed forms with the scalar one.</summary>
internal static class PermutationLaws<TPermutation>
    where TPermutation : struct, IPermutation<TPermutation>
{
    /// <summary>Every lane of every supported width, for one to five batches at once, equals the scalar permutation.</summary>
    public static void PackedAgreesWithScalar(ulong seed)
    {
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            PackedKernel kernel = new(new Prng(seed), level);
            SimdLevel.Run(level, ref kernel);
        }
    }

    /// <summary>The vector, scalar and in every lane of every supported width.</summary>
    public static void MapsTo(ReadOnlySpan<uint> input, ReadOnlySpan<uint> output)
    {
        KoalaBear[] state = Elements.Of(input);
        TPermutation.Permute(state);
        Elements.Canonical(state).ShouldBe(output.ToArray());
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            VectorKernel kernel = new(Elements.Of(input), output.ToArray());
            SimdLevel.Run(level, ref kernel);
        }
    }

    /// <summary>States of other lengths are refused, never permuted in part.</summary>
    public static void RefusesOtherWidths()
    {
        foreach (int length in new[] { 0, 8, TPermutation.Width - 1, TPermutation.Width + 1, 2 * TPermutation.Width })
        {
            Should.Throw<ArgumentException>(() => TPermutation.Permute(new KoalaBear[length]), $"length {length}");
        }

        Should.Throw<ArgumentException>(() => TPermutation.PermutePacked(new Packed1[TPermutation.Width + 1]));
    }

    private readonly struct PackedKernel(Prng prng, InstructionSet level) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            for (int batches = 1; batches <= 5; batches++)
            {
                int width = TPermutation.Width;
                T[] packed = new T[batches * width];
                KoalaBear[][] expected = new KoalaBear[batches * T.Lanes][];
                for (int i = 0; i < expected.Length; i++)
                {
                    expected[i] = i == 0 ? [.. Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), width)] : Elements.Random(prng, width);
                    Elements.SetLane(packed.AsSpan(i / T.Lanes * width, width), i % T.Lanes, expected[i]);
                    TPermutation.Permute(expected[i]);
                }

                TPermutation.PermutePacked<T>(packed);
                for (int i = 0; i < expected.Length; i++)
                {
                    KoalaBear[] actual = Elements.GetLane(packed.AsSpan(i / T.Lanes * width, width), i % T.Lanes);
                    actual.ShouldBe(expected[i], $"{level}, state {i} of {batches} batches, seed {prng.Seed}");
                }
            }
        }
    }

    private readonly struct VectorKernel(KoalaBear[] input, uint[] output) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            T[] packed = new T[TPermutation.Width];
            for (int i = 0; i < packed.Length; i++)
            {
                packed[i] = T.Broadcast(input[i]);
            }

            TPermutation.PermutePacked<T>(packed);
            for (int lane = 0; lane < T.Lanes; lane++)
            {
                Elements.Canonical(Elements.GetLane<T>(packed, lane)).ShouldBe(output, $"lane {lane} of {T.Lanes}");
            }
        }
    }
}
