using P2PProver.Testing;

namespace P2PProver.Fields.Tests;

public sealed class KoalaBearLaws : FieldLaws<KoalaBear>
{
    [Fact]
    public void Representation_OfEveryResult_IsBelowTheModulus()
    {
        Prng prng = new(Seed);
        KoalaBear[] samples = Samples(prng);
        foreach (KoalaBear a in samples)
        {
            KoalaBear b = samples[prng.NextInt(samples.Length)];
            foreach (KoalaBear result in (KoalaBear[])[a + b, a - b, b - a, -a, a * b, a.Halve(), a.Square()])
            {
                result.Montgomery.ShouldBeLessThan(KoalaBear.Modulus, Name(a, b));
            }
        }
    }

    [Fact]
    public void Arithmetic_OnCanonicalIntegers_IsArithmeticModuloP()
    {
        Prng prng = new(Seed);
        KoalaBear[] samples = Samples(prng);
        foreach (KoalaBear a in samples)
        {
            KoalaBear b = samples[prng.NextInt(samples.Length)];
            ulong x = a.ToCanonical();
            ulong y = b.ToCanonical();
            (a + b).ToCanonical().ShouldBe((uint)((x + y) % KoalaBear.Modulus), Name(a, b));
            (a - b).ToCanonical().ShouldBe((uint)((x + KoalaBear.Modulus - y) % KoalaBear.Modulus), Name(a, b));
            (a * b).ToCanonical().ShouldBe((uint)(x * y % KoalaBear.Modulus), Name(a, b));
        }
    }

    protected override KoalaBear[] Samples(Prng prng)
    {
        return EdgeValues.WithRandom(prng, 100);
    }
}
