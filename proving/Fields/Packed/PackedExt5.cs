using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// <see cref="IPacked{T}.Lanes"/> elements of <see cref="Ext5"/>, coefficient by coefficient: lane i of Ck is coefficient k of element i.
/// Scalar twin: <see cref="Ext5"/>.
/// </summary>
/// <remarks>
/// The product and the square are calls, not inlined: an inlined one would use up the JIT's budget of locals in its caller.
/// In hot loops call <see cref="Multiply"/>, which writes to its destination, rather than the operator, which copies.
/// </remarks>
/// <typeparam name="T">The packed base field.</typeparam>
public readonly struct PackedExt5<T> : IEquatable<PackedExt5<T>>
    where T : unmanaged, IPacked<T>
{
#pragma warning disable CA1051 // Properties would be one more inlinee each for the JIT in every kernel.
    public readonly T C0;
    public readonly T C1;
    public readonly T C2;
    public readonly T C3;
    public readonly T C4;
#pragma warning restore CA1051

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedExt5(T c0, T c1, T c2, T c3, T c4)
    {
        C0 = c0;
        C1 = c1;
        C2 = c2;
        C3 = c3;
        C4 = c4;
    }

    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Constants of a number type.")]
    public static PackedExt5<T> Zero => default;

    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Constants of a number type.")]
    public static PackedExt5<T> One => Broadcast(Ext5.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator +(in PackedExt5<T> left, in PackedExt5<T> right)
    {
        return new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2, left.C3 + right.C3, left.C4 + right.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator +(in PackedExt5<T> left, T right)
    {
        return new(left.C0 + right, left.C1, left.C2, left.C3, left.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator -(in PackedExt5<T> left, in PackedExt5<T> right)
    {
        return new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2, left.C3 - right.C3, left.C4 - right.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator -(in PackedExt5<T> left, T right)
    {
        return new(left.C0 - right, left.C1, left.C2, left.C3, left.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator -(in PackedExt5<T> value)
    {
        return new(-value.C0, -value.C1, -value.C2, -value.C3, -value.C4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> operator *(in PackedExt5<T> left, in PackedExt5<T> right)
    {
        Multiply(in left, in right, out PackedExt5<T> product);

        // Taken apart, the copy to the caller's variable is five moves; as a whole it would be a call to memcpy.
        return new(product.C0, product.C1, product.C2, product.C3, product.C4);
    }

    /// <summary>The products. The result may be one of the operands.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The operator without its copy.")]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in PackedExt5<T> left, in PackedExt5<T> right, out PackedExt5<T> product)
    {
        // The coefficients of the product as dot products of left with sums of right; see the scalar twin.
        T d14 = right.C1 - right.C4;
        T d03 = right.C0 - right.C3;
        T d42 = right.C4 - right.C2;
        product = new(
            PackedDot<T>.Five(in left, right.C0, right.C4, right.C3, right.C2, d14),
            PackedDot<T>.Five(in left, right.C1, right.C0, right.C4, right.C3, right.C2),
            PackedDot<T>.Five(in left, right.C2, d14, d03, d42, right.C3 - d14),
            PackedDot<T>.Five(in left, right.C3, right.C2, d14, d03, d42),
            PackedDot<T>.Five(in left, right.C4, right.C3, right.C2, d14, d03));
    }

    /// <summary>The squares: 15 products, three a coefficient. The result may be the operand.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The method without its copy.")]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Square(in PackedExt5<T> value, out PackedExt5<T> square)
    {
        T twice0 = value.C0 + value.C0;
        T twice1 = value.C1 + value.C1;
        T twice2 = value.C2 + value.C2;
        T twice4 = value.C4 + value.C4;
        T d03 = value.C0 - value.C3;
        square = new(
            PackedDot<T>.Three(value.C0, value.C0, twice2, value.C3, value.C4, twice1 - value.C4),
            PackedDot<T>.Three(twice0, value.C1, twice2, value.C4, value.C3, value.C3),
            PackedDot<T>.Three(twice2, d03, value.C1, value.C1 - twice4, value.C4, value.C3 + value.C3 + value.C4),
            PackedDot<T>.Three(twice0, value.C3, twice2, value.C1 - value.C4, value.C4 - value.C3, value.C4 + value.C3),
            PackedDot<T>.Three(twice4, d03, twice1, value.C3, value.C2, value.C2));
    }

    public static bool operator ==(PackedExt5<T> left, PackedExt5<T> right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(PackedExt5<T> left, PackedExt5<T> right)
    {
        return !left.Equals(right);
    }

    /// <summary>The same element in every lane.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Constructor of a number type.")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> Broadcast(Ext5 value)
    {
        return new(T.Broadcast(value.C0), T.Broadcast(value.C1), T.Broadcast(value.C2), T.Broadcast(value.C3), T.Broadcast(value.C4));
    }

    /// <summary>The images of packed base field elements.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Constructor of a number type.")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExt5<T> FromBase(T value)
    {
        return new(value, T.Zero, T.Zero, T.Zero, T.Zero);
    }

    /// <summary>Gathers consecutive elements; lanes from values.Length on are zero.</summary>
    /// <exception cref="ArgumentException">There are more elements than lanes.</exception>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Constructor of a number type.")]
    public static PackedExt5<T> Load(ReadOnlySpan<Ext5> values)
    {
        if (values.Length > T.Lanes)
        {
            throw new ArgumentException("There are more elements than lanes.", nameof(values));
        }

        PackedExt5<T> result = default;
        Span<uint> words = Words(ref result);
        for (int lane = 0; lane < values.Length; lane++)
        {
            Ext5 value = values[lane];
            words[lane] = value.C0.Montgomery;
            words[T.Lanes + lane] = value.C1.Montgomery;
            words[(2 * T.Lanes) + lane] = value.C2.Montgomery;
            words[(3 * T.Lanes) + lane] = value.C3.Montgomery;
            words[(4 * T.Lanes) + lane] = value.C4.Montgomery;
        }

        return result;
    }

    /// <summary>Scatters the first lanes to consecutive elements.</summary>
    /// <exception cref="ArgumentException">There is room for more elements than there are lanes.</exception>
    public void Store(Span<Ext5> destination)
    {
        if (destination.Length > T.Lanes)
        {
            throw new ArgumentException("There are fewer lanes than elements.", nameof(destination));
        }

        PackedExt5<T> copy = this;
        ReadOnlySpan<uint> words = Words(ref copy);
        for (int lane = 0; lane < destination.Length; lane++)
        {
            destination[lane] = new(
                KoalaBear.FromMontgomery(words[lane]),
                KoalaBear.FromMontgomery(words[T.Lanes + lane]),
                KoalaBear.FromMontgomery(words[(2 * T.Lanes) + lane]),
                KoalaBear.FromMontgomery(words[(3 * T.Lanes) + lane]),
                KoalaBear.FromMontgomery(words[(4 * T.Lanes) + lane]));
        }
    }

    /// <summary>Every element times the base field element in its lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedExt5<T> MulBase(T factor)
    {
        return new(C0 * factor, C1 * factor, C2 * factor, C3 * factor, C4 * factor);
    }

    /// <summary>Every element times one base field element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedExt5<T> MulBase(KoalaBear factor)
    {
        uint word = factor.Montgomery;
        return new(
            T.MulScalar(C0, word),
            T.MulScalar(C1, word),
            T.MulScalar(C2, word),
            T.MulScalar(C3, word),
            T.MulScalar(C4, word));
    }

    /// <summary>The squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedExt5<T> Square()
    {
        Square(in this, out PackedExt5<T> square);
        return new(square.C0, square.C1, square.C2, square.C3, square.C4);
    }

    public bool Equals(PackedExt5<T> other)
    {
        PackedExt5<T> copy = this;
        return Words(ref copy).SequenceEqual(Words(ref other));
    }

    public override bool Equals(object? obj)
    {
        return obj is PackedExt5<T> other && Equals(other);
    }

    public override int GetHashCode()
    {
        HashCode hash = default;
        PackedExt5<T> copy = this;
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Words(ref copy)));
        return hash.ToHashCode();
    }

    /// <summary>The words of all coefficients: word k * Lanes + i is coefficient k of element i.</summary>
    private static unsafe Span<uint> Words(ref PackedExt5<T> value)
    {
        // SAFETY: the struct is five registers of Lanes words in sequence and nothing else.
        return System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref Unsafe.As<PackedExt5<T>, uint>(ref value),
            sizeof(PackedExt5<T>) / sizeof(uint));
    }
}
