using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// An element of the KoalaBear field, p = 2^31 - 2^24 + 1, held as one 32-bit word in Montgomery form (R = 2^32).
/// The word is always below p, so equality of words is equality of elements, and spans of elements and of words may be cast to each other.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = sizeof(uint))]
public readonly struct KoalaBear : IField<KoalaBear>
{
    /// <summary>p = 127 * 2^24 + 1.</summary>
    public const uint Modulus = MontgomeryWord.P;

    /// <summary>The largest k such that a subgroup of order 2^k exists.</summary>
    public const int TwoAdicity = 24;

    private readonly uint _word;

    private KoalaBear(uint word)
    {
        _word = word;
    }

    public static KoalaBear Zero => default;

    public static KoalaBear One => new(MontgomeryWord.R1);

    /// <summary>3, a generator of the multiplicative group and the coset shift of low-degree extensions.</summary>
    public static KoalaBear Generator => FromCanonical(3);

    public static int Degree => 1;

    public bool IsZero => _word == 0;

    /// <summary>The Montgomery representative, below p.</summary>
    public uint Montgomery => _word;

    /// <summary>Wraps a Montgomery representative; the caller guarantees that it is below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear FromMontgomery(uint word)
    {
        Debug.Assert(word < Modulus, "A Montgomery word must be below the modulus.");
        return new(word);
    }

    /// <summary>The element of a canonical integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not below p.</exception>
    public static KoalaBear FromCanonical(uint value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Modulus);
        return new(MontgomeryWord.Multiply(value, MontgomeryWord.R2));
    }

    /// <summary>The element of a canonical integer, or false (and zero) when the value is not below p.</summary>
    public static bool TryFromCanonical(uint value, out KoalaBear element)
    {
        bool canonical = value < Modulus;
        element = canonical ? new(MontgomeryWord.Multiply(value, MontgomeryWord.R2)) : default;
        return canonical;
    }

    /// <summary>The residue class of any unsigned integer.</summary>
    public static KoalaBear Reduce(ulong value)
    {
        return new(MontgomeryWord.Multiply((uint)(value % Modulus), MontgomeryWord.R2));
    }

    public static KoalaBear FromBase(KoalaBear value)
    {
        return value;
    }

    /// <summary>A generator of the subgroup of order 2^logOrder; each is the square of the next.</summary>
    /// <exception cref="ArgumentOutOfRangeException">logOrder is negative or above <see cref="TwoAdicity"/>.</exception>
    public static KoalaBear TwoAdicGenerator(int logOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logOrder, TwoAdicity);
        KoalaBear root = FromCanonical(0x6ac49f88); // 3^127, of order 2^24.
        for (int k = TwoAdicity; k > logOrder; k--)
        {
            root = root.Square();
        }

        return root;
    }

    /// <summary>Replaces every element by its inverse with one inversion and three multiplications an element.</summary>
    /// <exception cref="DivideByZeroException">An element is zero; the span is then unchanged.</exception>
    public static void InvertAll(Span<KoalaBear> values)
    {
        BatchInversion.InvertAll(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator +(KoalaBear left, KoalaBear right)
    {
        return new(MontgomeryWord.Add(left._word, right._word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear left, KoalaBear right)
    {
        return new(MontgomeryWord.Subtract(left._word, right._word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear value)
    {
        return new(MontgomeryWord.Subtract(0, value._word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator *(KoalaBear left, KoalaBear right)
    {
        return new(MontgomeryWord.Multiply(left._word, right._word));
    }

    public static bool operator ==(KoalaBear left, KoalaBear right)
    {
        return left._word == right._word;
    }

    public static bool operator !=(KoalaBear left, KoalaBear right)
    {
        return left._word != right._word;
    }

    /// <summary>The canonical integer in [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ToCanonical()
    {
        return MontgomeryWord.Reduce(_word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Square()
    {
        return this * this;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Halve()
    {
        return new(MontgomeryWord.Halve(_word));
    }

    public KoalaBear Pow(ulong exponent)
    {
        KoalaBear result = One;
        KoalaBear power = this;
        for (ulong rest = exponent; rest != 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                result *= power;
            }

            power = power.Square();
        }

        return result;
    }

    public KoalaBear Inverse()
    {
        return TryInverse(out KoalaBear inverse) ? inverse : throw new DivideByZeroException("Zero has no inverse.");
    }

    public bool TryInverse(out KoalaBear inverse)
    {
        // Fermat: the exponent p - 2 sends zero to zero, which is what a refusal returns.
        inverse = Pow(Modulus - 2);
        return !IsZero;
    }

    public bool Equals(KoalaBear other)
    {
        return _word == other._word;
    }

    public override bool Equals(object? obj)
    {
        return obj is KoalaBear other && Equals(other);
    }

    public override int GetHashCode()
    {
        return (int)_word;
    }

    /// <summary>The canonical integer in decimal.</summary>
    public override string ToString()
    {
        return ToCanonical().ToString(CultureInfo.InvariantCulture);
    }
}
