using System.Numerics;

namespace P2PProver.Fields;

/// <summary>
/// A prime field or an extension of KoalaBear, as a struct type parameter of generic algorithms.
/// The default value of an implementing struct is zero.
/// </summary>
/// <typeparam name="T">The implementing struct itself.</typeparam>
public interface IField<T> :
    IEquatable<T>,
    IAdditionOperators<T, T, T>,
    ISubtractionOperators<T, T, T>,
    IMultiplyOperators<T, T, T>,
    IUnaryNegationOperators<T, T>,
    IEqualityOperators<T, T, bool>
    where T : struct, IField<T>
{
    static abstract T Zero { get; }

    static abstract T One { get; }

    /// <summary>Number of KoalaBear coefficients of an element: 1 for the base field.</summary>
    static abstract int Degree { get; }

    bool IsZero { get; }

    /// <summary>The image of a base field element.</summary>
    static abstract T FromBase(KoalaBear value);

    T Square();

    /// <summary>This element to a power; zero to the power zero is one.</summary>
    T Pow(ulong exponent);

    /// <summary>The multiplicative inverse.</summary>
    /// <exception cref="DivideByZeroException">The element is zero.</exception>
    T Inverse();

    /// <summary>The multiplicative inverse, or false (and zero) for zero.</summary>
    bool TryInverse(out T inverse);
}
