namespace P2PProver.Mesh.Tests.Ranks;

public sealed class BinaryLogarithmTests
{
    private const double Unit = 1L << BinaryLogarithm.FractionBits;

    [Theory]
    [InlineData(0UL, 64.0)]
    [InlineData(1UL, 63.0)]
    [InlineData((1UL << 32) - 1, 32.0)]
    [InlineData((1UL << 63) - 1, 1.0)]
    public void Negated_PowersOfTwo_AreExact(ulong value, double bits) => BinaryLogarithm.Negated(value).ShouldBe((ulong)(bits * Unit));

    [Theory]
    [InlineData(2UL)]
    [InlineData(12_345UL)]
    [InlineData(0x9e37_79b9_7f4a_7c15UL)]
    [InlineData(0xffff_ffff_0000_0000UL)]
    public void Negated_AnyValue_IsTheLogarithmToTwelveDigits(ulong value) =>
        (BinaryLogarithm.Negated(value) / Unit).ShouldBe(64 - Math.Log2((double)value + 1), 1e-11);

    [Fact]
    public void Negated_GreatestValue_IsOneUnit() => BinaryLogarithm.Negated(ulong.MaxValue).ShouldBe(1UL);

    [Fact]
    public void Negated_GrowingValues_NeverGrows()
    {
        ulong last = ulong.MaxValue;
        for (ulong value = 0; value < ulong.MaxValue - (1UL << 52); value += 1UL << 52)
        {
            ulong logarithm = BinaryLogarithm.Negated(value);
            logarithm.ShouldBeLessThanOrEqualTo(last);
            last = logarithm;
        }
    }
}
