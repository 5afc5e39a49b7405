using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// Inverses of many packed elements, lane by lane: Montgomery's trick in every lane over blocks that stay in cache, so the price is
/// three products an element and, for each block, one exponentiation of which a lane does its own.
/// </summary>
public static unsafe class PackedInversion
{
    /// <summary>Registers a block; the exponentiation costs about as much as fifty products.</summary>
    private const int BlockLength = 64;

    /// <summary>Replaces every element by its inverse.</summary>
    /// <returns>False if a lane of some register is zero; the contents are then unspecified.</returns>
    public static bool TryInvertAll<T>(Span<T> values)
        where T : unmanaged, IPacked<T>
    {
        bool invertible = true;
        T* prefixes = stackalloc T[BlockLength];
        fixed (T* first = values)
        {
            // SAFETY: blocks cover the span and no more, and the prefixes have room for a block.
            for (int start = 0; start < values.Length; start += BlockLength)
            {
                invertible &= InvertBlock(first + start, prefixes, Math.Min(BlockLength, values.Length - start));
            }
        }

        return invertible;
    }

    /// <summary>Replaces every element by its inverse.</summary>
    /// <returns>False if a lane of some element is zero; the contents are then unspecified.</returns>
    public static bool TryInvertAll<T>(Span<PackedExt5<T>> values)
        where T : unmanaged, IPacked<T>
    {
        bool invertible = true;
        PackedExt5<T>* prefixes = stackalloc PackedExt5<T>[BlockLength];
        fixed (PackedExt5<T>* first = values)
        {
            // SAFETY: blocks cover the span and no more, and the prefixes have room for a block.
            for (int start = 0; start < values.Length; start += BlockLength)
            {
                invertible &= InvertBlock(first + start, prefixes, Math.Min(BlockLength, values.Length - start));
            }
        }

        return invertible;
    }

    /// <summary>Every lane to the power p - 2: its inverse, or zero for zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static T Inverse<T>(T value)
        where T : unmanaged, IPacked<T>
    {
        // p - 2 = 2^31 - 2^24 - 1 has one clear bit below its top bit, number 24.
        T power = value;
        for (int bit = 29; bit >= 0; bit--)
        {
            power *= power;
            if (bit != 24)
            {
                power *= value;
            }
        }

        return power;
    }

    /// <summary>Every lane's inverse, or zero for zero; scalar twin: <see cref="Ext5.TryInverse"/>.</summary>
    private static PackedExt5<T> Inverse<T>(in PackedExt5<T> value)
        where T : unmanaged, IPacked<T>
    {
        PackedExt5<T> pair = Frobenius(value * Frobenius(in value, 1), 1);
        PackedExt5<T> conjugates = pair * Frobenius(in pair, 2);
        T norm = (value * conjugates).C0;
        return conjugates.MulBase(Inverse(norm));
    }

    /// <summary>The power of Frobenius is linear: a sum of the coefficients, in consecutive registers, with the images of the powers of X.</summary>
    private static PackedExt5<T> Frobenius<T>(in PackedExt5<T> value, int power)
        where T : unmanaged, IPacked<T>
    {
        PackedExt5<T> copy = value;
        ExtDot.Sum((uint*)&copy, T.Lanes, Ext5.FrobeniusCoefficients(power), out PackedExt5<T> image);
        return image;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool InvertBlock<T>(T* values, T* prefixes, nint count)
        where T : unmanaged, IPacked<T>
    {
        T product = T.Broadcast(MontgomeryWord.R1);
        for (nint i = 0; i < count; i++)
        {
            prefixes[i] = product;
            product *= values[i];
        }

        T suffixInverse = Inverse(product);
        for (nint i = count - 1; i >= 0; i--)
        {
            T value = values[i];
            values[i] = suffixInverse * prefixes[i];
            suffixInverse *= value;
        }

        return !MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, uint>(ref product), T.Lanes).Contains(0u);
    }

    private static bool InvertBlock<T>(PackedExt5<T>* values, PackedExt5<T>* prefixes, nint count)
        where T : unmanaged, IPacked<T>
    {
        PackedExt5<T> product = PackedExt5<T>.One;
        for (nint i = 0; i < count; i++)
        {
            prefixes[i] = product;
            PackedExt5<T>.Multiply(in product, in values[i], out product);
        }

        PackedExt5<T> suffixInverse = Inverse(in product);
        for (nint i = count - 1; i >= 0; i--)
        {
            PackedExt5<T> value = values[i];
            PackedExt5<T>.Multiply(in suffixInverse, in prefixes[i], out values[i]);
            PackedExt5<T>.Multiply(in suffixInverse, in value, out suffixInverse);
        }

        return !HasZeroLane(in product);
    }

    private static bool HasZeroLane<T>(in PackedExt5<T> value)
        where T : unmanaged, IPacked<T>
    {
        Span<Ext5> elements = stackalloc Ext5[T.Lanes];
        value.Store(elements);
        return elements.Contains(Ext5.Zero);
    }
}
