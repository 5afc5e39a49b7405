namespace P2PProver.Fields.Tests;

public sealed class Ext5Tests
{
    // X^p, X^(2p), X^(3p), X^(4p): row k of the matrix of Frobenius, computed apart from this code by exponentiation.
    private static readonly uint[][] FrobeniusRows =
    [
        [1576402667, 1173144480, 1567662457, 1206866823, 2428146],
        [1680345488, 1381986, 615237464, 1380104858, 295431824],
        [441230756, 323126830, 704986542, 1445620072, 503505220],
        [1364444097, 1144738982, 2008416047, 143367062, 1027410849],
    ];

    private static readonly Ext5 X = Element(0, 1, 0, 0, 0);

    [Fact]
    public void Multiply_KnownVector_IsReproduced()
    {
        (Element(1, 2, 3, 4, 5) * Element(6, 7, 8, 9, 10)).ShouldBe(Element(70, 125, 61, 14, 25));
    }

    [Fact]
    public void Multiply_FifthPowerOfX_IsOneMinusXSquared()
    {
        X.Pow(5).ShouldBe(Ext5.One - X.Square());
    }

    [Fact]
    public void Multiply_AllEdgeCoefficients_AgreesWithPolynomialProduct()
    {
        KoalaBear[] edges = [KoalaBear.Zero, KoalaBear.FromMontgomery(1), KoalaBear.FromMontgomery(KoalaBear.Modulus - 1)];
        Prng prng = new(5);
        for (int round = 0; round < 2000; round++)
        {
            Ext5 a = PickCoefficients(prng, edges);
            Ext5 b = PickCoefficients(prng, edges);
            (a * b).ShouldBe(PolynomialProduct(a, b), $"{a} * {b}");
        }
    }

    [Fact]
    public void Frobenius_PowersOfX_AreTheKnownRows()
    {
        Ext5 power = Ext5.One;
        foreach (uint[] row in FrobeniusRows)
        {
            power *= X;
            power.Frobenius(1).ShouldBe(Element(row));
            power.Pow(KoalaBear.Modulus).ShouldBe(Element(row));
        }
    }

    [Fact]
    public void Constructor_WrongNumberOfCoefficients_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new Ext5(new KoalaBear[4]));
        Should.Throw<ArgumentException>(() => new Ext5(new KoalaBear[6]));
    }

    [Fact]
    public void Frobenius_NegativePower_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => X.Frobenius(-1));
    }

    [Fact]
    public void Generator_HasFullOrderAtSmallPrimes()
    {
        // p^5 - 1 = (p - 1)(p^4 + p^3 + p^2 + p + 1): the norm of the generator must itself generate the base group.
        Ext5 g = Ext5.Generator;
        Ext5 norm = g * g.Frobenius(1) * g.Frobenius(2) * g.Frobenius(3) * g.Frobenius(4);
        norm.IsBase.ShouldBeTrue();
        norm.C0.Pow((KoalaBear.Modulus - 1) / 2).ShouldNotBe(KoalaBear.One);
        norm.C0.Pow((KoalaBear.Modulus - 1) / 127).ShouldNotBe(KoalaBear.One);
    }

    private static Ext5 PickCoefficients(Prng prng, KoalaBear[] edges)
    {
        KoalaBear[] c = new KoalaBear[Ext5.Degree];
        for (int i = 0; i < c.Length; i++)
        {
            int pick = prng.NextInt(edges.Length + 1);
            c[i] = pick == edges.Length ? prng.NextField() : edges[pick];
        }

        return new(c);
    }

    private static Ext5 PolynomialProduct(Ext5 a, Ext5 b)
    {
        KoalaBear[] c = new KoalaBear[(2 * Ext5.Degree) - 1];
        for (int i = 0; i < Ext5.Degree; i++)
        {
            for (int j = 0; j < Ext5.Degree; j++)
            {
                c[i + j] += a[i] * b[j];
            }
        }

        // X^k = X^(k-5) - X^(k-3) from the top down.
        for (int k = c.Length - 1; k >= Ext5.Degree; k--)
        {
            c[k - 5] += c[k];
            c[k - 3] -= c[k];
        }

        return new(c.AsSpan(0, Ext5.Degree));
    }

    private static Ext5 Element(params uint[] canonical)
    {
        return new(Array.ConvertAll(canonical, KoalaBear.FromCanonical));
    }
}
