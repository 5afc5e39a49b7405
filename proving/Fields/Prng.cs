using System.Buffers.Binary;
using System.Numerics;

namespace P2PProver.Fields;

/// <summary>
/// A deterministic pseudo-random generator, xoshiro256** (Blackman and Vigna, 2018) seeded through SplitMix64, for tests, simulations
/// and benchmarks: the seed replays everything. It is not for secrets. Instances are not safe for concurrent use.
/// </summary>
public sealed class Prng
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public Prng(ulong seed)
    {
        Seed = seed;
        ulong state = seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The seed given at construction; print it when a test fails.</summary>
    public ulong Seed { get; }

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    public uint NextUInt32()
    {
        return (uint)(NextUInt64() >> 32);
    }

    /// <summary>A uniform integer in [0, bound).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)NextBelow((uint)bound);
    }

    /// <summary>A uniform integer in [low, high).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty.</exception>
    public int NextInt(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        return (int)(low + NextBelow((uint)(high - (long)low)));
    }

    public bool NextBool()
    {
        return (NextUInt64() >> 63) != 0;
    }

    /// <summary>A uniform double in [0, 1).</summary>
    public double NextDouble()
    {
        return (NextUInt64() >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A uniform field element.</summary>
    public KoalaBear NextField()
    {
        return KoalaBear.FromMontgomery(NextBelow(KoalaBear.Modulus));
    }

    /// <summary>A uniform extension element.</summary>
    public Ext5 NextExt()
    {
        KoalaBear c0 = NextField();
        KoalaBear c1 = NextField();
        KoalaBear c2 = NextField();
        KoalaBear c3 = NextField();
        return new(c0, c1, c2, c3, NextField());
    }

    public void NextFields(Span<KoalaBear> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = NextField();
        }
    }

    public void NextBytes(Span<byte> destination)
    {
        Span<byte> rest = destination;
        while (rest.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest, NextUInt64());
            rest = rest[sizeof(ulong)..];
        }

        if (rest.Length > 0)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(last, NextUInt64());
            last[..rest.Length].CopyTo(rest);
        }
    }

    /// <summary>A generator of its own whose stream is determined by this one's state.</summary>
    public Prng Fork()
    {
        return new(NextUInt64());
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A uniform integer below the bound by multiplication with rejection (Lemire, 2019).</summary>
    private uint NextBelow(uint bound)
    {
        ulong product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * bound;
            }
        }

        return (uint)(product >> 32);
    }
}
