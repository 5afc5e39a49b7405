using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// An element C0 + C1 X + C2 X^2 + C3 X^3 + C4 X^4 of the quintic extension F_p[X] / (X^5 + X^2 - 1) of KoalaBear.
/// Five consecutive words: a vector of n elements is an n x 5 row-major matrix of KoalaBear elements.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 5 * sizeof(uint))]
public readonly partial struct Ext5 : IField<Ext5>
{
    public Ext5(KoalaBear c0, KoalaBear c1, KoalaBear c2, KoalaBear c3, KoalaBear c4)
    {
        C0 = c0;
        C1 = c1;
        C2 = c2;
        C3 = c3;
        C4 = c4;
    }

    /// <summary>Takes the five coefficients, constant coefficient first.</summary>
    /// <exception cref="ArgumentException">The span does not hold exactly five elements.</exception>
    public Ext5(ReadOnlySpan<KoalaBear> coefficients)
    {
        if (coefficients.Length != Degree)
        {
            throw new ArgumentException("An extension element has exactly five coefficients.", nameof(coefficients));
        }

        C0 = coefficients[0];
        C1 = coefficients[1];
        C2 = coefficients[2];
        C3 = coefficients[3];
        C4 = coefficients[4];
    }

    public static Ext5 Zero => default;

    public static Ext5 One => FromBase(KoalaBear.One);

    /// <summary>2 + X, a generator of the multiplicative group.</summary>
    public static Ext5 Generator => new(KoalaBear.FromCanonical(2), KoalaBear.One, default, default, default);

    public static int Degree => 5;

    public KoalaBear C0 { get; }

    public KoalaBear C1 { get; }

    public KoalaBear C2 { get; }

    public KoalaBear C3 { get; }

    public KoalaBear C4 { get; }

    public bool IsZero => (C0.Montgomery | C1.Montgomery | C2.Montgomery | C3.Montgomery | C4.Montgomery) == 0;

    /// <summary>Whether the element lies in the base field.</summary>
    public bool IsBase => (C1.Montgomery | C2.Montgomery | C3.Montgomery | C4.Montgomery) == 0;

    /// <summary>The coefficient of X^index.</summary>
    public KoalaBear this[int index] => index switch
    {
        0 => C0,
        1 => C1,
        2 => C2,
        3 => C3,
        4 => C4,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static Ext5 FromBase(KoalaBear value)
    {
        return new(value, default, default, default, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator +(Ext5 left, Ext5 right)
    {
        return new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2, left.C3 + right.C3, left.C4 + right.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator +(Ext5 left, KoalaBear right)
    {
        return new(left.C0 + right, left.C1, left.C2, left.C3, left.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator -(Ext5 left, Ext5 right)
    {
        return new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2, left.C3 - right.C3, left.C4 - right.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator -(Ext5 left, KoalaBear right)
    {
        return new(left.C0 - right, left.C1, left.C2, left.C3, left.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator -(Ext5 value)
    {
        return new(-value.C0, -value.C1, -value.C2, -value.C3, -value.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator *(Ext5 left, KoalaBear right)
    {
        return new(left.C0 * right, left.C1 * right, left.C2 * right, left.C3 * right, left.C4 * right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ext5 operator *(KoalaBear left, Ext5 right)
    {
        return right * left;
    }

    /// <summary>
    /// The product. With X^5 = 1 - X^2 every coefficient is a dot product of the left coefficients with sums of right ones,
    /// so 25 word products and five reductions suffice.
    /// </summary>
    public static Ext5 operator *(Ext5 left, Ext5 right)
    {
        KoalaBear d14 = right.C1 - right.C4;
        KoalaBear d03 = right.C0 - right.C3;
        KoalaBear d42 = right.C4 - right.C2;
        return new(
            Dot(left, right.C0, right.C4, right.C3, right.C2, d14),
            Dot(left, right.C1, right.C0, right.C4, right.C3, right.C2),
            Dot(left, right.C2, d14, d03, d42, right.C3 - d14),
            Dot(left, right.C3, right.C2, d14, d03, d42),
            Dot(left, right.C4, right.C3, right.C2, d14, d03));
    }

    public static bool operator ==(Ext5 left, Ext5 right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(Ext5 left, Ext5 right)
    {
        return !left.Equals(right);
    }

    /// <summary>Writes the five coefficients, constant coefficient first.</summary>
    public void CopyTo(Span<KoalaBear> destination)
    {
        destination[4] = C4;
        destination[3] = C3;
        destination[2] = C2;
        destination[1] = C1;
        destination[0] = C0;
    }

    /// <summary>The square: 15 word products, three a coefficient.</summary>
    public Ext5 Square()
    {
        KoalaBear twice0 = C0 + C0;
        KoalaBear twice1 = C1 + C1;
        KoalaBear twice2 = C2 + C2;
        KoalaBear twice4 = C4 + C4;
        KoalaBear d03 = C0 - C3;
        return new(
            Dot(C0, C0, twice2, C3, C4, twice1 - C4),
            Dot(twice0, C1, twice2, C4, C3, C3),
            Dot(twice2, d03, C1, C1 - twice4, C4, C3 + C3 + C4),
            Dot(twice0, C3, twice2, C1 - C4, C4 - C3, C4 + C3),
            Dot(twice4, d03, twice1, C3, C2, C2));
    }

    public Ext5 Pow(ulong exponent)
    {
        Ext5 result = One;
        Ext5 power = this;
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

    public bool Equals(Ext5 other)
    {
        return C0 == other.C0 && C1 == other.C1 && C2 == other.C2 && C3 == other.C3 && C4 == other.C4;
    }

    public override bool Equals(object? obj)
    {
        return obj is Ext5 other && Equals(other);
    }

    public override int GetHashCode()
    {
        return HashCode.Combine(C0, C1, C2, C3, C4);
    }

    /// <summary>The canonical coefficients in decimal, constant coefficient first.</summary>
    public override string ToString()
    {
        return $"({C0}, {C1}, {C2}, {C3}, {C4})";
    }

    /// <summary>
    /// a.C0 b0 + ... + a.C4 b4 with one reduction. A word product is below p^2 &lt; 0.497 p 2^32: after three products one fold
    /// brings the sum below p 2^32, after two more a second fold does, as the reduction demands.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KoalaBear Dot(Ext5 a, KoalaBear b0, KoalaBear b1, KoalaBear b2, KoalaBear b3, KoalaBear b4)
    {
        ulong sum = (ulong)a.C0.Montgomery * b0.Montgomery;
        sum += (ulong)a.C1.Montgomery * b1.Montgomery;
        sum = MontgomeryWord.Fold(sum + ((ulong)a.C2.Montgomery * b2.Montgomery));
        sum += (ulong)a.C3.Montgomery * b3.Montgomery;
        sum = MontgomeryWord.Fold(sum + ((ulong)a.C4.Montgomery * b4.Montgomery));
        Debug.Assert(sum < (ulong)MontgomeryWord.P << 32, "The sum must be reducible.");
        return KoalaBear.FromMontgomery(MontgomeryWord.Reduce(sum));
    }

    /// <summary>a0 b0 + a1 b1 + a2 b2 with one reduction: three word products stay below 2^64, and one fold brings them below p 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KoalaBear Dot(KoalaBear a0, KoalaBear b0, KoalaBear a1, KoalaBear b1, KoalaBear a2, KoalaBear b2)
    {
        ulong sum = (ulong)a0.Montgomery * b0.Montgomery;
        sum += (ulong)a1.Montgomery * b1.Montgomery;
        sum = MontgomeryWord.Fold(sum + ((ulong)a2.Montgomery * b2.Montgomery));
        return KoalaBear.FromMontgomery(MontgomeryWord.Reduce(sum));
    }
}
