using P2PProver.Fields;

namespace P2PProver.Testing;

/// <summary>
/// The axioms of a field and of the operations of <see cref="IField{T}"/>, as tests. A test class of any project gets them by
/// deriving from this one and naming the field; the project links the files of this folder.
/// </summary>
public abstract class FieldLaws<T>
    where T : struct, IField<T>
{
    /// <summary>Seed of every sample; a failure prints it with the operands.</summary>
    protected const ulong Seed = 0x5eed_0f_f1e1d5;

    /// <summary>Elements at which arithmetic goes wrong first, zero and one among them, followed by random ones.</summary>
    protected abstract T[] Samples(Prng prng);

    /// <summary>The characteristic times the element, by additions of the field itself.</summary>
    private static T TimesCharacteristic(T value)
    {
        T sum = T.Zero;
        T power = value;
        for (uint rest = KoalaBear.Modulus; rest != 0; rest >>= 1)
        {
            sum = (rest & 1) != 0 ? sum + power : sum;
            power += power;
        }

        return sum;
    }

    [Fact]
    public void Addition_AnyThree_IsAnAbelianGroup()
    {
        ForTriples((a, b, c) =>
        {
            ((a + b) + c).ShouldBe(a + (b + c), Name(a, b, c));
            (a + b).ShouldBe(b + a, Name(a, b, c));
            (a + T.Zero).ShouldBe(a, Name(a, b, c));
            (a + -a).ShouldBe(T.Zero, Name(a, b, c));
            (a - b).ShouldBe(a + -b, Name(a, b, c));
            (a - b + b).ShouldBe(a, Name(a, b, c));
        });
    }

    [Fact]
    public void Multiplication_AnyThree_IsACommutativeMonoid()
    {
        ForTriples((a, b, c) =>
        {
            ((a * b) * c).ShouldBe(a * (b * c), Name(a, b, c));
            (a * b).ShouldBe(b * a, Name(a, b, c));
            (a * T.One).ShouldBe(a, Name(a, b, c));
            (a * T.Zero).ShouldBe(T.Zero, Name(a, b, c));
        });
    }

    [Fact]
    public void Multiplication_AnyThree_Distributes()
    {
        ForTriples((a, b, c) =>
        {
            (a * (b + c)).ShouldBe((a * b) + (a * c), Name(a, b, c));
            (a * (b - c)).ShouldBe((a * b) - (a * c), Name(a, b, c));
            (-a * b).ShouldBe(-(a * b), Name(a, b, c));
        });
    }

    [Fact]
    public void Negation_OfZero_IsZero()
    {
        (-T.Zero).ShouldBe(T.Zero);
        (-T.Zero).IsZero.ShouldBeTrue();
        (-T.Zero).GetHashCode().ShouldBe(T.Zero.GetHashCode());
        default(T).ShouldBe(T.Zero);
        T.Zero.ShouldNotBe(T.One);
    }

    [Fact]
    public void Inverse_OfNonZero_MultipliesToOne()
    {
        foreach (T a in Samples(new Prng(Seed)))
        {
            a.TryInverse(out T inverse).ShouldBe(!a.IsZero, Name(a));
            (a * inverse).ShouldBe(a.IsZero ? T.Zero : T.One, Name(a));
        }
    }

    [Fact]
    public void Inverse_OfZero_Throws()
    {
        Should.Throw<DivideByZeroException>(() => T.Zero.Inverse());
        T.Zero.TryInverse(out T inverse).ShouldBeFalse();
        inverse.ShouldBe(T.Zero);
    }

    [Fact]
    public void Square_AnyElement_IsTheProductWithItself()
    {
        foreach (T a in Samples(new Prng(Seed)))
        {
            a.Square().ShouldBe(a * a, Name(a));
        }
    }

    [Fact]
    public void Pow_AnyExponents_AddUp()
    {
        Prng prng = new(Seed);
        foreach (T a in Samples(prng))
        {
            ulong m = prng.NextUInt64() >> prng.NextInt(33, 64);
            ulong n = prng.NextUInt64() >> prng.NextInt(33, 64);
            (a.Pow(m) * a.Pow(n)).ShouldBe(a.Pow(m + n), Name(a));
            a.Pow(m).Pow(n & 0xff).ShouldBe(a.Pow(m * (n & 0xff)), Name(a));
            a.Pow(0).ShouldBe(T.One, Name(a));
            a.Pow(1).ShouldBe(a, Name(a));
            a.Pow(5).ShouldBe(a * a * a * a * a, Name(a));
        }
    }

    [Fact]
    public void Frobenius_ByPower_IsAHomomorphismOfTheRightPeriod()
    {
        Prng prng = new(Seed);
        T[] samples = Samples(prng);
        foreach (T a in samples.Take(40))
        {
            T b = samples[prng.NextInt(samples.Length)];
            (a + b).Pow(KoalaBear.Modulus).ShouldBe(a.Pow(KoalaBear.Modulus) + b.Pow(KoalaBear.Modulus), Name(a, b));
            T image = a;
            for (int i = 0; i < T.Degree; i++)
            {
                image = image.Pow(KoalaBear.Modulus);
            }

            image.ShouldBe(a, Name(a));
        }
    }

    [Fact]
    public void Characteristic_TimesAnyElement_IsZero()
    {
        foreach (T a in Samples(new Prng(Seed)))
        {
            TimesCharacteristic(a).ShouldBe(T.Zero, Name(a));
        }
    }

    [Fact]
    public void FromBase_AnyTwo_IsAHomomorphism()
    {
        Prng prng = new(Seed);
        T.FromBase(KoalaBear.Zero).ShouldBe(T.Zero);
        T.FromBase(KoalaBear.One).ShouldBe(T.One);
        for (int i = 0; i < 100; i++)
        {
            KoalaBear a = prng.NextField();
            KoalaBear b = prng.NextField();
            T.FromBase(a + b).ShouldBe(T.FromBase(a) + T.FromBase(b));
            T.FromBase(a * b).ShouldBe(T.FromBase(a) * T.FromBase(b));
        }
    }

    [Fact]
    public void Equality_OfSamples_IsEqualityOfDifferencesToZero()
    {
        T[] samples = [.. Samples(new Prng(Seed)).Take(40)];
        foreach (T a in samples)
        {
            foreach (T b in samples)
            {
                (a == b).ShouldBe((a - b).IsZero, Name(a, b));
                (a != b).ShouldBe(!(a - b).IsZero, Name(a, b));
                a.Equals((object)b).ShouldBe(a == b, Name(a, b));
            }
        }
    }

    [Fact]
    public void InvertAll_OfNonZeros_InvertsEach()
    {
        T[] values = [.. Samples(new Prng(Seed)).Where(a => !a.IsZero)];
        T[] inverses = [.. values];
        BatchInversion.InvertAll<T>(inverses);
        for (int i = 0; i < values.Length; i++)
        {
            inverses[i].ShouldBe(values[i].Inverse(), Name(values[i]));
        }

        BatchInversion.InvertAll<T>([]);
    }

    [Fact]
    public void InvertAll_WithAZero_ThrowsAndChangesNothing()
    {
        T[] values = [.. Samples(new Prng(Seed)).Where(a => !a.IsZero), T.Zero, T.One];
        T[] before = [.. values];
        Should.Throw<DivideByZeroException>(() => BatchInversion.InvertAll<T>(values));
        values.ShouldBe(before);
    }

    protected static string Name(params T[] operands)
    {
        return $"seed {Seed:x}, operands {string.Join(", ", operands)}";
    }

    private void ForTriples(Action<T, T, T> law)
    {
        Prng prng = new(Seed);
        T[] samples = Samples(prng);
        foreach (T a in samples)
        {
            for (int i = 0; i < 8; i++)
            {
                law(a, samples[prng.NextInt(samples.Length)], samples[prng.NextInt(samples.Length)]);
            }
        }
    }
}
