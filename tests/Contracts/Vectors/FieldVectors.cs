using P2PProver.Fields;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>Results of field operations, one record a pair of operands.</summary>
internal static class FieldVectors
{
    private const int Count = 48;
    private static readonly uint[] Extremes = [0, 1, 2, KoalaBear.Modulus - 1, KoalaBear.Modulus - 2, 1 << 24, (1 << 24) - 1, 1 << 30];

    /// <summary>Records a, b, a + b, a - b, -a, a b, 1/b, a^e with e in 32 bits before it.</summary>
    public static object Base(Prng prng)
    {
        ByteRecord record = new();
        for (int i = 0; i < Count; i++)
        {
            KoalaBear a = Element(prng, i);
            KoalaBear b = Element(prng, i / Extremes.Length);
            b = b.IsZero ? KoalaBear.One : b;
            uint exponent = prng.NextUInt32();
            record.Base(a).Base(b).Base(a + b).Base(a - b).Base(-a).Base(a * b).Base(b.Inverse()).UInt32(exponent).Base(a.Pow(exponent));
        }

        return record.Hex;
    }

    /// <summary>Records a, b, s, a + b, a - b, a b, a s, 1/b, a^p, a^(p^2), a^e with e in 32 bits before it.</summary>
    public static object Ext(Prng prng)
    {
        ByteRecord record = new();
        for (int i = 0; i < Count; i++)
        {
            Ext5 a = ExtElement(prng, i);
            Ext5 b = ExtElement(prng, i / Extremes.Length);
            b = b.IsZero ? Ext5.Generator : b;
            KoalaBear s = Element(prng, i);
            uint exponent = prng.NextUInt32();
            record.Ext(a).Ext(b).Base(s).Ext(a + b).Ext(a - b).Ext(a * b).Ext(a * s).Ext(b.Inverse())
                .Ext(a.Frobenius(1)).Ext(a.Frobenius(2)).UInt32(exponent).Ext(a.Pow(exponent));
        }

        return record.Hex;
    }

    /// <summary>An extreme value for the first places, then random ones.</summary>
    private static KoalaBear Element(Prng prng, int place)
    {
        return place < Extremes.Length ? KoalaBear.FromCanonical(Extremes[place]) : prng.NextField();
    }

    private static Ext5 ExtElement(Prng prng, int place)
    {
        if (place >= Extremes.Length)
        {
            return prng.NextExt();
        }

        KoalaBear c = KoalaBear.FromCanonical(Extremes[place]);
        return new(c, c, c, c, c);
    }
}
