using System.Runtime.Intrinsics;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed unsafe class DigitMatrixTests
{
    [VectorFact]
    public void Multiply_WordsAtDigitBoundaries_AgreesWithTheDefinition()
    {
        Prng prng = new(1);
        uint[] edges = [0, 1, 0x7fff, 0x8000, 0x8001, 0xffff, 0x10000, 0x7eff_7fff, 0x7eff_8000, 0x7f00_0000, KoalaBear.Modulus >> 1];
        for (int i = 0; i < 2000; i++)
        {
            // States of one repeated edge, of edges, of edges and random words.
            uint[] state = [.. Enumerable.Range(0, 16).Select(_ =>
                i < edges.Length ? edges[i] : i % 2 == 0 || prng.NextBool() ? edges[prng.NextInt(edges.Length)] : prng.NextField().Montgomery)];
            uint[] expected = [.. Enumerable.Range(0, 16).Select(row => Row(state, row))];
            string context = $"state {i}, seed {prng.Seed}";
            if (Packed16.IsSupported)
            {
                Vector512<int>[] packed = [.. state.Select(x => Vector512.Create((int)x))];
                fixed (Vector512<int>* p = packed)
                {
                    DigitMatrix<Vector512<int>, DigitLanes16>.Multiply(p);
                }

                packed.Select(v => (uint)v.GetElement(15)).ShouldBe(expected, context);
            }

            if (Packed8.IsSupported)
            {
                Vector256<int>[] packed = [.. state.Select(x => Vector256.Create((int)x))];
                fixed (Vector256<int>* p = packed)
                {
                    DigitMatrix<Vector256<int>, DigitLanes8>.Multiply(p);
                }

                packed.Select(v => (uint)v.GetElement(7)).ShouldBe(expected, context);
            }
        }
    }

    private static uint Row(uint[] state, int row)
    {
        ulong sum = 0;
        for (int j = 0; j < 16; j++)
        {
            sum += (ulong)Poseidon1W16.FirstRow[(16 + j - row) % 16] * state[j];
        }

        return (uint)(sum % KoalaBear.Modulus);
    }
}
