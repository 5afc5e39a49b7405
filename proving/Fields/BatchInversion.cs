using System.Buffers;

namespace P2PProver.Fields;

/// <summary>Montgomery's trick: many inverses for one inversion and three multiplications an element.</summary>
public static class BatchInversion
{
    /// <summary>Replaces every element by its inverse.</summary>
    /// <exception cref="DivideByZeroException">An element is zero; the span is then unchanged.</exception>
    public static void InvertAll<T>(Span<T> values)
        where T : struct, IField<T>
    {
        T[] rented = ArrayPool<T>.Shared.Rent(values.Length);
        try
        {
            Span<T> prefixes = rented.AsSpan(0, values.Length);
            T product = T.One;
            for (int i = 0; i < values.Length; i++)
            {
                prefixes[i] = product;
                product *= values[i];
            }

            // The product is zero exactly when some element is, so nothing has been written when this throws.
            T suffixInverse = product.Inverse();
            for (int i = values.Length - 1; i >= 0; i--)
            {
                T value = values[i];
                values[i] = suffixInverse * prefixes[i];
                suffixInverse *= value;
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
