using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>Poseidon1 written from its definition: the reference of differential tests.</summary>
internal static class PlainPoseidon1
{
    public static KoalaBear[] Permute(ReadOnlySpan<KoalaBear> input)
    {
        KoalaBear[] state = input.ToArray();
        for (int round = 0; round < 28; round++)
        {
            bool full = round < 4 || round >= 24;
            for (int i = 0; i < 16; i++)
            {
                state[i] += KoalaBear.FromCanonical(Poseidon1W16.RoundConstants[(16 * round) + i]);
                state[i] = full || i == 0 ? state[i].Pow(3) : state[i];
            }

            state = Mix(state);
        }

        return state;
    }

    private static KoalaBear[] Mix(KoalaBear[] state)
    {
        KoalaBear[] result = new KoalaBear[16];
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                result[i] += KoalaBear.FromCanonical(Poseidon1W16.FirstRow[(16 + j - i) % 16]) * state[j];
            }
        }

        return result;
    }
}
