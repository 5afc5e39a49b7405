using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Proofs of work inside transcripts: a witness whose hash ends in a given number of zero bits.</summary>
public static class Grinding
{
    /// <summary>The most bits: challenges are integers below p &lt; 2^31, so 30 bits are the most that masks and shifts leave sound.</summary>
    public const int MaxBits = 30;

    /// <summary>Witnesses that one thread tries before it looks whether another has found one.</summary>
    private const uint ChunkSize = 1 << 12;

    /// <summary>Parameter sets call this when they are made, so that no later step meets another number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is not in 0 .. 30.</exception>
    public static void ThrowIfInvalid(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxBits);
    }

    /// <summary>The smallest witness below p, searched in ascending chunks by several threads.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static uint FindSmallest(IWitnessSearch search, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        long best = KoalaBear.Modulus;
        long nextChunk = -1;

        void Work(int thread)
        {
            // A chunk is given out after all lower ones, so when all threads are past the best witness nothing below it is untried.
            for (long first = Next(); first < Volatile.Read(ref best); first = Next())
            {
                uint count = (uint)long.Min(ChunkSize, KoalaBear.Modulus - first);
                if (search.TryFind((uint)first, count, out uint witness))
                {
                    LowerTo(ref best, witness);
                }
            }
        }

        long Next()
        {
            return Interlocked.Increment(ref nextChunk) * ChunkSize;
        }

        ParallelLoop.Run(threads, threads, Work);
        return best < KoalaBear.Modulus
            ? (uint)best
            : throw new InvalidOperationException("No field element is a witness for this number of grinding bits.");
    }

    private static void LowerTo(ref long minimum, long value)
    {
        for (long seen = Volatile.Read(ref minimum); value < seen;)
        {
            long current = Interlocked.CompareExchange(ref minimum, value, seen);
            if (current == seen)
            {
                return;
            }

            seen = current;
        }
    }
}
