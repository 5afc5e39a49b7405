namespace P2PProver.Fields.Tests;

/// <summary>Every operation of the packed extension, lane by lane against <see cref="Ext5"/>.</summary>
internal static unsafe class PackedExt5Laws<T>
    where T : unmanaged, IPacked<T>
{
    private const ulong Seed = 0xe475;

    public static void CheckAll()
    {
        Arithmetic();
        BaseArithmetic();
        Memory();
        SumOfProducts();
        LongestSums();
    }

    private static void Arithmetic()
    {
        Prng prng = new(Seed);
        for (int round = 0; round < 300; round++)
        {
            Ext5[] a = Elements(prng, T.Lanes);
            Ext5[] b = Elements(prng, T.Lanes);
            PackedExt5<T> x = PackedExt5<T>.Load(a);
            PackedExt5<T> y = PackedExt5<T>.Load(b);
            Compare("+", x + y, lane => a[lane] + b[lane]);
            Compare("-", x - y, lane => a[lane] - b[lane]);
            Compare("negation", -x, lane => -a[lane]);
            Compare("*", x * y, lane => a[lane] * b[lane]);
            Compare("square", x.Square(), lane => a[lane] * a[lane]);
            Compare("broadcast", PackedExt5<T>.Broadcast(a[0]), _ => a[0]);
            PackedExt5<T>.Multiply(in x, in y, out x);
            Compare("* in place", x, lane => a[lane] * b[lane]);
            PackedExt5<T>.Square(in y, out y);
            Compare("square in place", y, lane => b[lane] * b[lane]);
        }
    }

    private static void BaseArithmetic()
    {
        Prng prng = new(Seed);
        for (int round = 0; round < 100; round++)
        {
            Ext5[] a = Elements(prng, T.Lanes);
            KoalaBear[] b = new KoalaBear[T.Lanes];
            prng.NextFields(b);
            PackedExt5<T> x = PackedExt5<T>.Load(a);
            T y = T.Load(in System.Runtime.CompilerServices.Unsafe.As<KoalaBear, uint>(ref b[0]));
            Compare("+ base", x + y, lane => a[lane] + b[lane]);
            Compare("- base", x - y, lane => a[lane] - b[lane]);
            Compare("* base", x.MulBase(y), lane => a[lane] * b[lane]);
            Compare("* scalar", x.MulBase(b[0]), lane => a[lane] * b[0]);
            Compare("from base", PackedExt5<T>.FromBase(y), lane => Ext5.FromBase(b[lane]));
        }

        PackedExt5<T>.One.ShouldBe(PackedExt5<T>.Broadcast(Ext5.One));
        PackedExt5<T>.Zero.ShouldBe(PackedExt5<T>.Broadcast(Ext5.Zero));
        (PackedExt5<T>.One == PackedExt5<T>.Zero).ShouldBeFalse();
    }

    private static void Memory()
    {
        Prng prng = new(Seed);
        Ext5[] a = Elements(prng, T.Lanes);
        for (int count = 0; count <= T.Lanes; count++)
        {
            Ext5[] stored = new Ext5[T.Lanes];
            PackedExt5<T>.Load(a.AsSpan(0, count)).Store(stored);
            for (int lane = 0; lane < T.Lanes; lane++)
            {
                stored[lane].ShouldBe(lane < count ? a[lane] : Ext5.Zero);
            }
        }

        Should.Throw<ArgumentException>(() => PackedExt5<T>.Load(new Ext5[T.Lanes + 1]));
        Should.Throw<ArgumentException>(() => PackedExt5<T>.One.Store(new Ext5[T.Lanes + 1]));
    }

    private static void SumOfProducts()
    {
        Prng prng = new(Seed);
        foreach (int terms in (int[])[0, 1, 2, 3, 4, 5, 31, 200])
        {
            int stride = T.Lanes + prng.NextInt(4);
            KoalaBear[] values = new KoalaBear[(terms * stride) + T.Lanes];
            prng.NextFields(values);
            Ext5[] coefficients = Elements(prng, terms);
            PackedExt5<T> sum;
            fixed (KoalaBear* first = values)
            {
                ExtDot.Sum((uint*)first, stride, coefficients, out sum);
            }

            Compare($"sum of {terms}", sum, lane => Expected(lane));

            Ext5 Expected(int lane)
            {
                Ext5 expected = Ext5.Zero;
                for (int j = 0; j < terms; j++)
                {
                    expected += coefficients[j] * values[(j * stride) + lane];
                }

                return expected;
            }
        }
    }

    /// <summary>Sums of the largest words there are, for any number of terms: an accumulator that overflows shows here.</summary>
    private static void LongestSums()
    {
        KoalaBear largest = KoalaBear.FromMontgomery(KoalaBear.Modulus - 1);
        KoalaBear[] values = new KoalaBear[T.Lanes];
        Array.Fill(values, largest);
        for (int terms = 1; terms < 70; terms++)
        {
            Ext5[] coefficients = new Ext5[terms];
            Array.Fill(coefficients, new Ext5(largest, largest, largest, largest, largest));
            PackedExt5<T> sum;
            fixed (KoalaBear* first = values)
            {
                ExtDot.Sum((uint*)first, 0, coefficients, out sum);
            }

            int count = terms;
            Compare($"{terms} largest", sum, _ => coefficients[0] * largest * KoalaBear.Reduce((ulong)count));
        }
    }

    private static Ext5[] Elements(Prng prng, int count)
    {
        KoalaBear[] edges = EdgeValues.WithRandom(prng, EdgeValues.Words.Length);
        Ext5[] elements = new Ext5[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = new(Pick(), Pick(), Pick(), Pick(), Pick());
        }

        return elements;

        KoalaBear Pick()
        {
            return edges[prng.NextInt(edges.Length)];
        }
    }

    private static void Compare(string operation, PackedExt5<T> actual, Func<int, Ext5> expected)
    {
        Ext5[] elements = new Ext5[T.Lanes];
        actual.Store(elements);
        for (int lane = 0; lane < T.Lanes; lane++)
        {
            elements[lane].ShouldBe(expected(lane), $"{typeof(T).Name} {operation}, lane {lane}, seed {Seed:x}");
        }
    }
}
