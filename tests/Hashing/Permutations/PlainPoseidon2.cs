using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>Poseidon2 written from its definition, matrices as matrices: the reference of differential tests.</summary>
internal static class PlainPoseidon2
{
    private static readonly int[,] FourByFour = { { 2, 3, 1, 1 }, { 1, 2, 3, 1 }, { 1, 1, 2, 3 }, { 3, 1, 1, 2 } };

    private static readonly KoalaBear[] Diagonal =
    [
        Small(-2), Small(1), Small(2), Half(1), Small(3), Small(4), -Half(1), Small(-3),
        Small(-4), Half(8), Half(3), Half(24), -Half(8), -Half(3), -Half(4), -Half(24),
    ];

    public static KoalaBear[] Permute(ReadOnlySpan<KoalaBear> input)
    {
        KoalaBear[] state = External(input.ToArray());
        for (int round = 0; round < 4; round++)
        {
            state = External(Substitute(state, Poseidon2W16.InitialConstants.Slice(16 * round, 16)));
        }

        foreach (uint constant in Poseidon2W16.InternalConstants)
        {
            state[0] = (state[0] + KoalaBear.FromCanonical(constant)).Pow(3);
            KoalaBear sum = state.Aggregate((a, b) => a + b);
            state = [.. state.Select((x, i) => sum + (Diagonal[i] * x))];
        }

        for (int round = 0; round < 4; round++)
        {
            state = External(Substitute(state, Poseidon2W16.TerminalConstants.Slice(16 * round, 16)));
        }

        return state;
    }

    private static KoalaBear[] Substitute(KoalaBear[] state, ReadOnlySpan<uint> constants)
    {
        KoalaBear[] result = new KoalaBear[16];
        for (int i = 0; i < 16; i++)
        {
            result[i] = (state[i] + KoalaBear.FromCanonical(constants[i])).Pow(3);
        }

        return result;
    }

    private static KoalaBear[] External(KoalaBear[] state)
    {
        KoalaBear[] result = new KoalaBear[16];
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                // The block matrix circ(2 M4, M4, M4, M4).
                int factor = FourByFour[i % 4, j % 4] * (i / 4 == j / 4 ? 2 : 1);
                result[i] += Small(factor) * state[j];
            }
        }

        return result;
    }

    private static KoalaBear Small(int value)
    {
        KoalaBear magnitude = KoalaBear.FromCanonical((uint)int.Abs(value));
        return value < 0 ? -magnitude : magnitude;
    }

    private static KoalaBear Half(uint power)
    {
        return KoalaBear.FromCanonical(2).Pow(power).Inverse();
    }
}
