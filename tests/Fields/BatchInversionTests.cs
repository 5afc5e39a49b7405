namespace P2PProver.Fields.Tests;

public sealed class BatchInversionTests
{
    private const ulong Seed = 0x1f;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(79)]
    [InlineData(1024)]
    [InlineData(3001)]
    public void InvertAll_AnyLength_InvertsEach(int length)
    {
        Prng prng = new(Seed);
        KoalaBear[] values = Draw(length, () => NonZero(prng));
        KoalaBear[] inverses = [.. values];
        KoalaBear.InvertAll(inverses);
        Ext5[] extensions = Draw(length, prng.NextExt);
        Ext5[] extensionInverses = [.. extensions];
        BatchInversion.InvertAll(extensionInverses);
        for (int i = 0; i < length; i++)
        {
            (values[i] * inverses[i]).ShouldBe(KoalaBear.One, $"element {i}, seed {Seed:x}");
            (extensions[i] * extensionInverses[i]).ShouldBe(Ext5.One, $"element {i}, seed {Seed:x}");
        }
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(200, 0)]
    [InlineData(200, 130)]
    [InlineData(200, 199)]
    public void InvertAll_WithAZeroAnywhere_ThrowsAndLeavesTheSpan(int length, int place)
    {
        Prng prng = new(Seed);
        KoalaBear[] values = Draw(length, () => NonZero(prng));
        values[place] = KoalaBear.Zero;
        KoalaBear[] before = [.. values];
        Should.Throw<DivideByZeroException>(() => KoalaBear.InvertAll(values));
        values.ShouldBe(before);

        Ext5[] extensions = Draw(length, prng.NextExt);
        extensions[place] = Ext5.Zero;
        Ext5[] extensionsBefore = [.. extensions];
        Should.Throw<DivideByZeroException>(() => BatchInversion.InvertAll(extensions));
        extensions.ShouldBe(extensionsBefore);
    }

    private static KoalaBear NonZero(Prng prng)
    {
        return KoalaBear.FromMontgomery((uint)prng.NextInt(1, (int)KoalaBear.Modulus));
    }

    private static T[] Draw<T>(int length, Func<T> draw)
    {
        T[] values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = draw();
        }

        return values;
    }
}
