using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Fri;

public sealed class FriFoldingTests
{
    private const ulong Seed = 0xF01D;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void FoldGroup_IsTheInterpolantAtTheChallenge(int logArity)
    {
        Prng prng = new(Seed + (ulong)logArity);
        int arity = 1 << logArity;
        KoalaBear point = KoalaBear.TwoAdicGenerator(10).Pow(37);
        KoalaBear root = KoalaBear.TwoAdicGenerator(logArity);
        Ext5[] values = RandomExtensions(prng, arity);
        KoalaBear[] points = [.. Enumerable.Range(0, arity).Select(j => point * root.Pow((ulong)j))];
        Ext5 challenge = prng.NextExt();

        Ext5 folded = FriFolding.FoldGroup(values.ToArray(), point.Inverse(), challenge);

        folded.ShouldBe(Interpolate(points, values, challenge));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FoldVector_OfACodeword_IsTheCodewordOfTheFoldedPolynomial(int logArity)
    {
        const int LogSize = 7;
        const int Coefficients = 32;
        Prng prng = new(Seed ^ (ulong)logArity);
        Ext5[] polynomial = RandomExtensions(prng, Coefficients);
        Ext5 challenge = prng.NextExt();
        using FieldMatrix codeword = FieldMatrix.FromExt(Codeword(polynomial, LogSize));
        using FieldMatrix folded = FieldMatrix.Rent(codeword.Height >> logArity, Ext5.Degree);

        FriFolding.FoldVector(codeword, logArity, challenge, null, folded, threads: 2);

        int arity = 1 << logArity;
        Ext5[] expected = new Ext5[Coefficients / arity];
        for (int i = 0; i < Coefficients; i++)
        {
            expected[i / arity] += polynomial[i] * challenge.Pow((ulong)(i % arity));
        }

        folded.ExtElements.ToArray().ShouldBe(Codeword(expected, LogSize - logArity));
    }

    [Fact]
    public void FoldVector_RollsInWithTheArityPowerOfTheChallenge()
    {
        Prng prng = new(Seed);
        Ext5 challenge = prng.NextExt();
        using FieldMatrix zeros = FieldMatrix.Zeros(64, Ext5.Degree);
        Ext5[] added = RandomExtensions(prng, 16);
        using FieldMatrix rollIn = FieldMatrix.FromExt(added);
        using FieldMatrix folded = FieldMatrix.Rent(16, Ext5.Degree);

        FriFolding.FoldVector(zeros, 2, challenge, rollIn, folded, threads: 1);

        folded.ExtElements.ToArray().ShouldBe(added.Select(value => challenge.Pow(4) * value));
    }

    [Fact]
    public void ArrangeGroups_PutsTheCosetOfEachEntryInOneRow()
    {
        Ext5[] values = RandomExtensions(new Prng(Seed), 32);
        using FieldMatrix codeword = FieldMatrix.FromExt(values);

        using FieldMatrix rows = FriFolding.ArrangeGroups(codeword, 2, threads: 2);

        rows.Height.ShouldBe(8);
        rows.Width.ShouldBe(20);
        for (int i = 0; i < 8; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                new Ext5(rows.Row(i).Slice(j * Ext5.Degree, Ext5.Degree)).ShouldBe(values[i + (8 * j)]);
            }
        }
    }

    [Fact]
    public void FinalPolynomial_OfACodeword_IsItsPolynomial()
    {
        Ext5[] polynomial = RandomExtensions(new Prng(Seed), 8);
        Ext5[] coefficients = new Ext5[8];

        FinalPolynomial.Interpolate(Codeword(polynomial, 5), coefficients);

        coefficients.ShouldBe(polynomial);
    }

    internal static Ext5[] RandomExtensions(Prng prng, int count) => [.. Enumerable.Range(0, count).Select(_ => prng.NextExt())];

    internal static Ext5[] Codeword(ReadOnlySpan<Ext5> polynomial, int logSize)
    {
        KoalaBear root = KoalaBear.TwoAdicGenerator(logSize);
        Ext5[] values = new Ext5[1 << logSize];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(polynomial, Ext5.FromBase(root.Pow((ulong)i)));
        }

        return values;
    }

    internal static Ext5 Evaluate(ReadOnlySpan<Ext5> polynomial, Ext5 point)
    {
        Ext5 sum = Ext5.Zero;
        for (int i = polynomial.Length - 1; i >= 0; i--)
        {
            sum = (sum * point) + polynomial[i];
        }

        return sum;
    }

    private static Ext5 Interpolate(KoalaBear[] points, Ext5[] values, Ext5 at)
    {
        Ext5 sum = Ext5.Zero;
        for (int i = 0; i < points.Length; i++)
        {
            Ext5 numerator = Ext5.One;
            KoalaBear denominator = KoalaBear.One;
            for (int j = 0; j < points.Length; j++)
            {
                if (i != j)
                {
                    numerator *= at - points[j];
                    denominator *= points[i] - points[j];
                }
            }

            sum += values[i] * numerator * denominator.Inverse();
        }

        return sum;
    }
}
