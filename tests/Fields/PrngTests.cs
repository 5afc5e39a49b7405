namespace P2PProver.Fields.Tests;

public sealed class PrngTests
{
    [Fact]
    public void NextUInt64_SameSeed_SameStream()
    {
        Prng a = new(42);
        Prng b = new(42);
        Prng c = new(43);
        ulong[] first = Draw(a, 100);
        Draw(b, 100).ShouldBe(first);
        Draw(c, 100).ShouldNotBe(first);
        Draw(a.Fork(), 10).ShouldBe(Draw(b.Fork(), 10));
    }

    [Fact]
    public void NextUInt64_Seed_GivesTheReferenceStream()
    {
        // SplitMix64 of 0, then xoshiro256**: computed by hand from the published recurrences.
        ulong[] state = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC];
        ulong expected = System.Numerics.BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        new Prng(0).NextUInt64().ShouldBe(expected);
    }

    [Fact]
    public void NextInt_Bound_CoversTheRangeEvenly()
    {
        Prng prng = new(7);
        int[] counts = new int[5];
        for (int i = 0; i < 50_000; i++)
        {
            counts[prng.NextInt(5)]++;
        }

        // Ten thousand each, standard deviation about 90.
        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [Fact]
    public void NextInt_Interval_StaysInside()
    {
        Prng prng = new(8);
        for (int i = 0; i < 1000; i++)
        {
            prng.NextInt(-3, 4).ShouldBeInRange(-3, 3);
        }

        prng.NextInt(int.MinValue, int.MaxValue).ShouldBeLessThan(int.MaxValue);
    }

    [Fact]
    public void NextInt_EmptyRange_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Prng(1).NextInt(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Prng(1).NextInt(4, 4));
    }

    [Fact]
    public void NextField_Many_SpreadOverTheField()
    {
        Prng prng = new(9);
        double sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            uint word = prng.NextField().Montgomery;
            word.ShouldBeLessThan(KoalaBear.Modulus);
            sum += word;
        }

        (sum / 10_000 / KoalaBear.Modulus).ShouldBe(0.5, 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(21)]
    public void NextBytes_AnyLength_FillsExactly(int length)
    {
        byte[] bytes = new byte[length + 2];
        new Prng(10).NextBytes(bytes.AsSpan(1, length));
        bytes[0].ShouldBe((byte)0);
        bytes[^1].ShouldBe((byte)0);
        if (length > 8)
        {
            bytes.AsSpan(1, length).IndexOf((byte[])[0, 0, 0]).ShouldBe(-1);
        }
    }

    private static ulong[] Draw(Prng prng, int count)
    {
        ulong[] values = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = prng.NextUInt64();
        }

        return values;
    }
}
