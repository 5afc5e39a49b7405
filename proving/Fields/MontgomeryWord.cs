using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>
/// Word-level arithmetic modulo p = 2^31 - 2^24 + 1 on Montgomery representatives with R = 2^32.
/// Every method is branch-free: inside loops the JIT turns conditional expressions into badly predicted branches.
/// </summary>
public static class MontgomeryWord
{
    /// <summary>The KoalaBear modulus.</summary>
    public const uint P = 0x7f000001;

    /// <summary>The positive inverse of p modulo 2^32; reduction therefore subtracts.</summary>
    public const uint Mu = 0x81000001;

    /// <summary>R mod p: the representative of one.</summary>
    public const uint R1 = (uint)((1UL << 32) % P);

    /// <summary>R^2 mod p: the multiplier that brings a canonical value into Montgomery form.</summary>
    public const uint R2 = (uint)((ulong)R1 * R1 % P);

    /// <summary>R^3 mod p: the multiplier of the high word when a 64-bit integer is reduced.</summary>
    public const uint R3 = (uint)((ulong)R2 * R1 % P);

    /// <summary>The representative of 1/2.</summary>
    public const uint HalfOfModulus = (P + 1) >> 1;

    /// <summary>value / R mod p, for value &lt; p * 2^32; the result is below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reduce(ulong value)
    {
        uint quotient = (uint)value * Mu;
        uint high = (uint)(((ulong)quotient * P) >> 32);
        return Correct((uint)(value >> 32) - high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Multiply(uint a, uint b)
    {
        return Reduce((ulong)a * b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(uint a, uint b)
    {
        return Correct(a + b - P);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Subtract(uint a, uint b)
    {
        return Correct(a - b);
    }

    /// <summary>Half of a representative below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Halve(uint a)
    {
        return (a >> 1) + ((0u - (a & 1)) & HalfOfModulus);
    }

    /// <summary>a / 2^k for a below p and 1 &lt;= k &lt;= 24, using 2^-k = -127 * 2^(24-k) (mod p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint DivPow2(uint a, int k)
    {
        uint low = a & ((1u << k) - 1);
        return Subtract(a >> k, (low * 127u) << (24 - k));
    }

    /// <summary>Adds p to a difference in (-p, p) that is negative as a signed word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Correct(uint difference)
    {
        return difference + (P & (uint)((int)difference >> 31));
    }

    /// <summary>Subtracts p * 2^32 from an accumulator below 2 * p * 2^32 when it is not below p * 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong accumulator)
    {
        const ulong Bound = (ulong)P << 32;
        ulong difference = accumulator - Bound;
        return difference + (Bound & (ulong)((long)difference >> 63));
    }
}
