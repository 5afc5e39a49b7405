using P2PProver.Testing;

namespace P2PProver.Fields.Tests;

public sealed class Ext5Laws : FieldLaws<Ext5>
{
    [Fact]
    public void Frobenius_AnyPower_IsTheIteratedPthPower()
    {
        foreach (Ext5 a in Samples(new Prng(Seed)).Take(30))
        {
            Ext5 power = a;
            for (int k = 0; k <= 2 * Ext5.Degree; k++)
            {
                a.Frobenius(k).ShouldBe(power, $"{Name(a)}, k = {k}");
                power = power.Pow(KoalaBear.Modulus);
            }
        }
    }

    [Fact]
    public void MixedOperators_WithBaseElements_AreThoseOfTheirImages()
    {
        Prng prng = new(Seed);
        foreach (Ext5 a in Samples(prng))
        {
            KoalaBear b = prng.NextField();
            (a + b).ShouldBe(a + Ext5.FromBase(b), Name(a));
            (a - b).ShouldBe(a - Ext5.FromBase(b), Name(a));
            (a * b).ShouldBe(a * Ext5.FromBase(b), Name(a));
            (b * a).ShouldBe(a * Ext5.FromBase(b), Name(a));
        }
    }

    [Fact]
    public void Coefficients_ThroughASpan_RoundTrip()
    {
        KoalaBear[] coefficients = new KoalaBear[Ext5.Degree];
        foreach (Ext5 a in Samples(new Prng(Seed)))
        {
            a.CopyTo(coefficients);
            new Ext5(coefficients).ShouldBe(a);
            for (int i = 0; i < Ext5.Degree; i++)
            {
                a[i].ShouldBe(coefficients[i]);
            }
        }
    }

    protected override Ext5[] Samples(Prng prng)
    {
        KoalaBear[] edges = EdgeValues.WithRandom(prng, 20);
        List<Ext5> samples = [Ext5.Zero, Ext5.One, -Ext5.One, Ext5.Generator];
        for (int i = 0; i < 100; i++)
        {
            samples.Add(new(Pick(), Pick(), Pick(), Pick(), Pick()));
        }

        for (int i = 0; i < 50; i++)
        {
            samples.Add(prng.NextExt());
        }

        return [.. samples];

        KoalaBear Pick()
        {
            return edges[prng.NextInt(edges.Length)];
        }
    }
}
