using System.Numerics;

namespace P2PProver.Mesh;

/// <summary>Logarithms in fixed point: <see cref="Math.Log2"/> may differ in its last bit from machine to machine, and ranks must not.</summary>
internal static class BinaryLogarithm
{
    /// <summary>Bits after the point.</summary>
    public const int FractionBits = 40;

    /// <summary>
    /// -log2((value + 1) / 2^64) in units of 2^-40, rounded up, and at least one unit: from 1 to 64 * 2^40.
    /// </summary>
    public static ulong Negated(ulong value)
    {
        if (value == ulong.MaxValue)
        {
            return 1;
        }

        // x = (value + 1) / 2^exponent lies in [1, 2), held with 63 bits after the point.
        ulong number = value + 1;
        int exponent = BitOperations.Log2(number);
        ulong x = number << (63 - exponent);
        ulong logarithm = (ulong)exponent;
        for (int bit = 0; bit < FractionBits; bit++)
        {
            // Squaring doubles the logarithm; whether the square reaches 2 is its next bit.
            ulong high = Math.BigMul(x, x, out ulong low);
            bool two = (high >> 63) != 0;
            x = two ? high : (high << 1) | (low >> 63);
            logarithm = (logarithm << 1) | (two ? 1UL : 0UL);
        }

        return Math.Max(1, (64UL << FractionBits) - logarithm);
    }
}
