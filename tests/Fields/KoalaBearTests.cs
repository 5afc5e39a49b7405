namespace P2PProver.Fields.Tests;

public sealed class KoalaBearTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(KoalaBear.Modulus - 1)]
    [InlineData((KoalaBear.Modulus - 1) / 2)]
    [InlineData((KoalaBear.Modulus + 1) / 2)]
    public void FromCanonical_ValueBelowModulus_RoundTrips(uint value)
    {
        KoalaBear.FromCanonical(value).ToCanonical().ShouldBe(value);
        KoalaBear.TryFromCanonical(value, out KoalaBear element).ShouldBeTrue();
        element.ShouldBe(KoalaBear.FromCanonical(value));
    }

    [Theory]
    [InlineData(KoalaBear.Modulus)]
    [InlineData(KoalaBear.Modulus + 1)]
    [InlineData(uint.MaxValue)]
    public void FromCanonical_ValueNotBelowModulus_IsRefused(uint value)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => KoalaBear.FromCanonical(value));
        KoalaBear.TryFromCanonical(value, out KoalaBear element).ShouldBeFalse();
        element.ShouldBe(KoalaBear.Zero);
    }

    [Theory]
    [InlineData(0ul, 0u)]
    [InlineData((ulong)KoalaBear.Modulus, 0u)]
    [InlineData((ulong)KoalaBear.Modulus * KoalaBear.Modulus, 0u)]
    [InlineData(KoalaBear.Modulus + 5ul, 5u)]
    [InlineData(ulong.MaxValue, (uint)(ulong.MaxValue % KoalaBear.Modulus))]
    public void Reduce_AnyInteger_IsItsResidue(ulong value, uint residue)
    {
        KoalaBear.Reduce(value).ToCanonical().ShouldBe(residue);
    }

    [Fact]
    public void TwoAdicGenerator_EveryOrder_IsTheReferenceRoot()
    {
        // The roots of orders 1, 2, 4, ... as powers of 3^127, from the definition of the field.
        uint[] expected =
        [
            1, 0x7f000000, 0x7e010002, 0x6832fe4a, 0x8dbd69c, 0xa28f031, 0x5c4a5b99, 0x29b75a80, 0x17668b8a, 0x27ad539b,
        ];
        for (int k = 0; k < expected.Length; k++)
        {
            KoalaBear.TwoAdicGenerator(k).ToCanonical().ShouldBe(expected[k], $"order 2^{k}");
        }

        KoalaBear.TwoAdicGenerator(KoalaBear.TwoAdicity).ToCanonical().ShouldBe(0x6ac49f88u);
        KoalaBear.TwoAdicGenerator(KoalaBear.TwoAdicity).ShouldBe(KoalaBear.Generator.Pow(127));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(KoalaBear.TwoAdicity + 1)]
    public void TwoAdicGenerator_OrderThatDoesNotExist_IsRefused(int logOrder)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => KoalaBear.TwoAdicGenerator(logOrder));
    }

    [Fact]
    public void Generator_PowersAtCofactors_AreNotOne()
    {
        // p - 1 = 2^24 * 127: 3 generates the group when neither (p-1)/2 nor (p-1)/127 sends it to one.
        KoalaBear.Generator.Pow((KoalaBear.Modulus - 1) / 2).ShouldBe(-KoalaBear.One);
        KoalaBear.Generator.Pow((KoalaBear.Modulus - 1) / 127).ShouldNotBe(KoalaBear.One);
        KoalaBear.Generator.Pow(KoalaBear.Modulus - 1).ShouldBe(KoalaBear.One);
    }

    [Fact]
    public void Halve_Everything_IsHalf()
    {
        Prng prng = new(11);
        foreach (KoalaBear a in EdgeValues.WithRandom(prng, 100))
        {
            (a.Halve() + a.Halve()).ShouldBe(a);
        }
    }

    [Fact]
    public void InvertAll_WithAZero_ThrowsAndLeavesTheSpan()
    {
        KoalaBear[] values = [KoalaBear.One, KoalaBear.Generator, KoalaBear.Zero, KoalaBear.One];
        KoalaBear[] before = [.. values];
        Should.Throw<DivideByZeroException>(() => KoalaBear.InvertAll(values));
        values.ShouldBe(before);
    }
}
