using System.Buffers;
using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>Montgomery's trick: many inverses for one inversion and three multiplications an element.</summary>
public static class BatchInversion
{
    /// <summary>From this length on the packed way is worth its preparation.</summary>
    private const int PackedMin = 64;

    /// <summary>Replaces every element by its inverse, on any field.</summary>
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

    /// <summary>Replaces every element by its inverse, in packed arithmetic where there are many.</summary>
    /// <exception cref="DivideByZeroException">An element is zero; the span is then unchanged.</exception>
    public static void InvertAll(Span<KoalaBear> values)
    {
        if (values.Length < PackedMin)
        {
            InvertAll<KoalaBear>(values);
            return;
        }

        Span<uint> words = MemoryMarshal.Cast<KoalaBear, uint>(values);
        ThrowIf(words.Contains(0u));
        BaseKernel kernel = new() { Words = words };
        SimdLevel.Run(ref kernel);
    }

    /// <summary>Replaces every element by its inverse, in packed arithmetic where there are many.</summary>
    /// <exception cref="DivideByZeroException">An element is zero; the span is then unchanged.</exception>
    public static void InvertAll(Span<Ext5> values)
    {
        if (values.Length < PackedMin)
        {
            InvertAll<Ext5>(values);
            return;
        }

        foreach (Ext5 value in values)
        {
            ThrowIf(value.IsZero);
        }

        ExtensionKernel kernel = new() { Values = values };
        SimdLevel.Run(ref kernel);
    }

    private static void ThrowIf(bool hasZero)
    {
        if (hasZero)
        {
            throw new DivideByZeroException("Zero has no inverse.");
        }
    }

    private readonly ref struct BaseKernel : IPackedKernel
    {
        public required Span<uint> Words { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            // Registers are reinterpreted words, in memory as in arithmetic.
            int whole = Words.Length / T.Lanes * T.Lanes;
            PackedInversion.TryInvertAll(MemoryMarshal.Cast<uint, T>(Words[..whole]));
            InvertAll<KoalaBear>(MemoryMarshal.Cast<uint, KoalaBear>(Words[whole..]));
        }
    }

    private readonly ref struct ExtensionKernel : IPackedKernel
    {
        /// <summary>Packed elements that are inverted together.</summary>
        private const int BatchLength = 64;

        public required Span<Ext5> Values { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            int perBatch = BatchLength * T.Lanes;
            PackedExt5<T>[] packed = ArrayPool<PackedExt5<T>>.Shared.Rent(BatchLength);
            for (int start = 0; start < Values.Length; start += perBatch)
            {
                Span<Ext5> batch = Values[start..Math.Min(start + perBatch, Values.Length)];
                int count = batch.Length / T.Lanes;
                for (int i = 0; i < count; i++)
                {
                    packed[i] = PackedExt5<T>.Load(batch.Slice(i * T.Lanes, T.Lanes));
                }

                PackedInversion.TryInvertAll(packed.AsSpan(0, count));
                for (int i = 0; i < count; i++)
                {
                    packed[i].Store(batch.Slice(i * T.Lanes, T.Lanes));
                }

                InvertAll<Ext5>(batch[(count * T.Lanes)..]);
            }

            ArrayPool<PackedExt5<T>>.Shared.Return(packed);
        }
    }
}
