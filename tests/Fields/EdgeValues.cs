namespace P2PProver.Fields.Tests;

/// <summary>Values at which arithmetic modulo p goes wrong first: both ends, the middle, and words with a single set or clear bit.</summary>
public static class EdgeValues
{
    /// <summary>Montgomery words, all below p.</summary>
    public static uint[] Words { get; } = BuildWords();

    /// <summary>Elements with the words of <see cref="Words"/>, followed by random ones.</summary>
    public static KoalaBear[] WithRandom(Prng prng, int count)
    {
        KoalaBear[] values = new KoalaBear[Words.Length + count];
        for (int i = 0; i < Words.Length; i++)
        {
            values[i] = KoalaBear.FromMontgomery(Words[i]);
        }

        prng.NextFields(values.AsSpan(Words.Length));
        return values;
    }

    private static uint[] BuildWords()
    {
        SortedSet<uint> words = [0, 1, 2, KoalaBear.Modulus - 1, KoalaBear.Modulus - 2, (KoalaBear.Modulus - 1) / 2, (KoalaBear.Modulus + 1) / 2];
        for (int bit = 1; bit < 31; bit++)
        {
            words.Add(Math.Min(1u << bit, KoalaBear.Modulus - 1));
            words.Add((1u << bit) - 1);
            words.Add(KoalaBear.Modulus - (1u << bit));
        }

        foreach (uint canonical in (uint[])[1, 2, KoalaBear.Modulus - 1, (KoalaBear.Modulus - 1) / 2, (KoalaBear.Modulus + 1) / 2])
        {
            words.Add(KoalaBear.FromCanonical(canonical).Montgomery);
        }

        return [.. words];
    }
}
