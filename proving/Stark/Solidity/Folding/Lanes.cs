using System.Globalization;
using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Stark.Solidity;

/// <summary>
/// Bounds of the five 51-bit lanes in which the generated code holds an extension element, as in contracts/src/types/Ext5.sol. A bound
/// is exclusive; what a lane holds stands for its residue class.
/// </summary>
internal static class Lanes
{
    /// <summary>Bits of a lane.</summary>
    public const int Bits = 51;

    /// <summary>Bound of a canonical coefficient.</summary>
    public const long Canonical = KoalaBear.Modulus;

    /// <summary>Bound of the weak form that products need and yield.</summary>
    public const long Weak = (1L << 32) - KoalaBear.Modulus;

    /// <summary>Bound of what can be reduced.</summary>
    public const long Reducible = 1L << Bits;

    /// <summary>Bound of what a product has room to add before it is reduced.</summary>
    public const long Addend = 1L << 46;

    /// <summary>The least multiple of p, with a power of two as factor, that nothing below a bound exceeds.</summary>
    public static long Cover(long bound)
    {
        long cover = Canonical;
        while (cover < bound)
        {
            cover *= 2;
        }

        return cover;
    }

    /// <summary>A value in every lane, as a literal.</summary>
    public static string InEach(long value)
    {
        BigInteger word = BigInteger.Zero;
        for (int i = Ext5.Degree - 1; i >= 0; i--)
        {
            word = (word << Bits) + value;
        }

        return Literal(word);
    }

    /// <summary>A word as a literal.</summary>
    public static string Literal(BigInteger word) => "0x" + word.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(1, '0');
}
