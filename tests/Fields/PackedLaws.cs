using System.Runtime.InteropServices;

namespace P2PProver.Fields.Tests;

/// <summary>
/// Every operation of a packed width, lane by lane against <see cref="KoalaBear"/>: on all pairs of edge words, on random words, and
/// where the contract admits a word equal to p. Lanes hold different operands, so a lane that leaks into another is found.
/// </summary>
internal static unsafe class PackedLaws<T>
    where T : unmanaged, IPacked<T>
{
    private const ulong Seed = 0x9ac4ed;

    private static readonly KoalaBear Half = KoalaBear.FromCanonical((KoalaBear.Modulus + 1) / 2);

    public static void CheckAll()
    {
        T.IsSupported.ShouldBeTrue();
        Memory();
        Binary();
        Unary();
        DivisionsByPowersOfTwo();
        ToleranceOfP();
        SBox();
        Sums();
        WideAccumulation();
    }

    private static void Binary()
    {
        foreach ((uint[] a, uint[] b) in Pairs())
        {
            T x = Pack(a);
            T y = Pack(b);
            Compare("+", x + y, a, b, (p, q) => p + q);
            Compare("-", x - y, a, b, (p, q) => p - q);
            Compare("*", x * y, a, b, (p, q) => p * q);
            Compare("scalar", T.MulScalar(x, b[0]), a, b, (p, _) => p * KoalaBear.FromMontgomery(b[0]));
            Compare("wide", Product(x, y), a, b, (p, q) => p * q);

            KoalaBear c = KoalaBear.FromMontgomery(b[T.Lanes / 2]);
            T uniform = T.Broadcast(c);
            Compare("uniform", T.MulUniform(x, uniform), a, b, (p, _) => p * c);
            Compare("sum * uniform", T.MulSum(x, y, uniform), a, b, (p, q) => (p + q) * c);
            Compare("difference * uniform", T.MulDifference(x, y, uniform), a, b, (p, q) => (p - q) * c);
        }
    }

    private static void Unary()
    {
        foreach ((uint[] a, _) in Pairs())
        {
            T x = Pack(a);
            Compare("negation", -x, a, a, (p, _) => -p);
            Compare("double", T.Double(x), a, a, (p, _) => p + p);
            Compare("halve", T.Halve(x), a, a, (p, _) => p.Halve());
            Compare("zero", T.Zero, a, a, (_, _) => KoalaBear.Zero);
            Compare("broadcast", T.Broadcast(a[0]), a, a, (_, _) => KoalaBear.FromMontgomery(a[0]));
            Compare("broadcast", T.Broadcast(KoalaBear.FromMontgomery(a[0])), a, a, (_, _) => KoalaBear.FromMontgomery(a[0]));
        }
    }

    private static void DivisionsByPowersOfTwo()
    {
        foreach ((uint[] a, _) in Pairs())
        {
            T x = Pack(a);
            CheckDivisions(1, a, T.DivPow2(x, 1), T.NegDivPow2(x, 1));
            CheckDivisions(2, a, T.DivPow2(x, 2), T.NegDivPow2(x, 2));
            CheckDivisions(3, a, T.DivPow2(x, 3), T.NegDivPow2(x, 3));
            CheckDivisions(4, a, T.DivPow2(x, 4), T.NegDivPow2(x, 4));
            CheckDivisions(8, a, T.DivPow2(x, 8), T.NegDivPow2(x, 8));
            CheckDivisions(9, a, T.DivPow2(x, 9), T.NegDivPow2(x, 9));
            CheckDivisions(15, a, T.DivPow2(x, 15), T.NegDivPow2(x, 15));
            CheckDivisions(23, a, T.DivPow2(x, 23), T.NegDivPow2(x, 23));
            CheckDivisions(24, a, T.DivPow2(x, 24), T.NegDivPow2(x, 24));
        }
    }

    private static void CheckDivisions(int k, uint[] a, T quotient, T negated)
    {
        KoalaBear scale = Half.Pow((ulong)k);
        Compare($"division by 2^{k}", quotient, a, a, (p, _) => p * scale);

        // The negated quotient may be p where it should be 0; every other word must be exact.
        uint[] words = Unpack(negated);
        for (int lane = 0; lane < T.Lanes; lane++)
        {
            uint expected = (-(KoalaBear.FromMontgomery(a[lane]) * scale)).Montgomery;
            (words[lane] % KoalaBear.Modulus).ShouldBe(expected, $"-{a[lane]:x} / 2^{k}");
            words[lane].ShouldBeLessThanOrEqualTo(KoalaBear.Modulus);
        }
    }

    /// <summary>A word equal to p stands for zero in sums, subtrahends and products, as <see cref="IPacked{T}"/> promises.</summary>
    private static void ToleranceOfP()
    {
        T p = T.Broadcast(KoalaBear.Modulus);
        foreach ((uint[] a, _) in Pairs())
        {
            T x = Pack(a);
            Compare("a + p", x + p, a, a, (v, _) => v);
            Compare("p + a", p + x, a, a, (v, _) => v);
            Compare("a - p", x - p, a, a, (v, _) => v);
            Compare("a * p", x * p, a, a, (_, _) => KoalaBear.Zero);
            Compare("p * a", p * x, a, a, (_, _) => KoalaBear.Zero);
            Compare("p * scalar", T.MulScalar(p, a[0]), a, a, (_, _) => KoalaBear.Zero);
            Compare("S-box of p", T.AddRcCube(p, Pack(MinusP(a))), a, a, (v, _) => v * v * v);
            uint[] difference = Unpack(p - x);
            for (int lane = 0; lane < T.Lanes; lane++)
            {
                difference[lane].ShouldBe(KoalaBear.Modulus - a[lane], "p - a");
            }
        }
    }

    private static void SBox()
    {
        foreach ((uint[] a, uint[] rc) in Pairs())
        {
            Compare("S-box", T.AddRcCube(Pack(a), Pack(MinusP(rc))), a, rc, (p, q) => (p + q) * (p + q) * (p + q));
        }
    }

    private static void Sums()
    {
        foreach ((uint[] a, _) in Pairs())
        {
            KoalaBear sum = KoalaBear.Zero;
            foreach (uint word in a)
            {
                sum += KoalaBear.FromMontgomery(word);
            }

            T.SumLanes(Pack(a)).ShouldBe(sum);
        }

        T.SumLanes(T.Broadcast(KoalaBear.Modulus - 1)).ShouldBe(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1) * KoalaBear.Reduce((ulong)T.Lanes));
    }

    /// <summary>Long sums of the largest products, folded as late as the contract permits.</summary>
    private static void WideAccumulation()
    {
        uint[] largest = [.. Enumerable.Repeat(KoalaBear.Modulus - 1, T.Lanes)];
        T x = Pack(largest);
        KoalaBear square = KoalaBear.FromMontgomery(KoalaBear.Modulus - 1).Square();
        for (int terms = 1; terms < 40; terms++)
        {
            T even = T.Zero;
            T odd = T.Zero;
            for (int j = 0; j < terms; j++)
            {
                T.MultiplyAdd(ref even, ref odd, x, T.OddLanes(x), x, T.OddLanes(x));
                if (j >= 2 && j % 2 == 0)
                {
                    T.FoldWide(ref even, ref odd);
                }
            }

            T.FoldWide(ref even, ref odd);
            Compare($"{terms} terms", T.ReduceWide(even, odd), largest, largest, (_, _) => square * KoalaBear.Reduce((ulong)terms));
        }
    }

    private static void Memory()
    {
        uint* memory = stackalloc uint[T.Lanes + 2];
        uint[] words = [.. Enumerable.Range(1, T.Lanes).Select(i => (uint)i)];
        for (int count = 0; count <= T.Lanes; count++)
        {
            // The guard words before and after must survive, and lanes beyond the count must read as zeros.
            new Span<uint>(memory, T.Lanes + 2).Fill(77);
            T.StorePartial(Pack(words), memory + 1, count);
            for (int i = 0; i < T.Lanes + 2; i++)
            {
                memory[i].ShouldBe(i >= 1 && i <= count ? (uint)i : 77u, $"store of {count}");
            }

            uint[] loaded = Unpack(T.LoadPartial(memory + 1, count));
            for (int lane = 0; lane < T.Lanes; lane++)
            {
                loaded[lane].ShouldBe(lane < count ? (uint)(lane + 1) : 0u, $"load of {count}");
            }
        }
    }

    private static T Product(T x, T y)
    {
        T even = T.Zero;
        T odd = T.Zero;
        T.MultiplyAdd(ref even, ref odd, x, T.OddLanes(x), y, T.OddLanes(y));
        return T.ReduceWide(even, odd);
    }

    /// <summary>All pairs of edge words, then random ones, a vector of different operands at a time.</summary>
    private static IEnumerable<(uint[] A, uint[] B)> Pairs()
    {
        List<uint> left = [];
        List<uint> right = [];
        foreach (uint a in EdgeValues.Words)
        {
            foreach (uint b in EdgeValues.Words)
            {
                left.Add(a);
                right.Add(b);
            }
        }

        Prng prng = new(Seed);
        while (left.Count < 30_000 || left.Count % T.Lanes != 0)
        {
            left.Add(prng.NextField().Montgomery);
            right.Add(prng.NextField().Montgomery);
        }

        for (int i = 0; i < left.Count; i += T.Lanes)
        {
            yield return ([.. left.Skip(i).Take(T.Lanes)], [.. right.Skip(i).Take(T.Lanes)]);
        }
    }

    private static uint[] MinusP(uint[] words)
    {
        return [.. words.Select(w => unchecked(w - KoalaBear.Modulus))];
    }

    private static T Pack(uint[] words)
    {
        return T.Load(in MemoryMarshal.GetArrayDataReference(words));
    }

    private static uint[] Unpack(T value)
    {
        uint[] words = new uint[T.Lanes];
        T.Store(value, ref MemoryMarshal.GetArrayDataReference(words));
        return words;
    }

    private static void Compare(string operation, T actual, uint[] a, uint[] b, Func<KoalaBear, KoalaBear, KoalaBear> expected)
    {
        uint[] words = Unpack(actual);
        for (int lane = 0; lane < T.Lanes; lane++)
        {
            uint word = expected(KoalaBear.FromMontgomery(a[lane]), KoalaBear.FromMontgomery(b[lane])).Montgomery;
            if (words[lane] != word)
            {
                words[lane].ShouldBe(word, $"{typeof(T).Name} {operation}, lane {lane}, words {a[lane]:x} {b[lane]:x}, seed {Seed:x}");
            }
        }
    }
}
