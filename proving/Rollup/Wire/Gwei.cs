using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>An amount of money in units of 10^9 wei, below 2^64. In blocks and leaves it is three limbs of 22, 22 and 20 bits, lowest first.</summary>
public readonly record struct Gwei(ulong Value) : IComparable<Gwei>
{
    /// <summary>Limbs of an amount.</summary>
    public const int LimbCount = 3;

    /// <summary>Bits of a limb; the last has only 20.</summary>
    public const int LimbBits = 22;

    /// <summary>Bits of the last limb.</summary>
    public const int LastLimbBits = 64 - (2 * LimbBits);

    /// <summary>Wei in one unit.</summary>
    public const ulong Wei = 1_000_000_000;

    public static Gwei Zero => default;

    public static bool operator <(Gwei left, Gwei right) => left.Value < right.Value;

    public static bool operator >(Gwei left, Gwei right) => left.Value > right.Value;

    public static bool operator <=(Gwei left, Gwei right) => left.Value <= right.Value;

    public static bool operator >=(Gwei left, Gwei right) => left.Value >= right.Value;

    /// <summary>The sum; false, and zero, when it does not fit into 64 bits.</summary>
    public static bool TryAdd(Gwei left, Gwei right, out Gwei sum)
    {
        bool fits = left.Value <= ulong.MaxValue - right.Value;
        sum = fits ? new Gwei(left.Value + right.Value) : default;
        return fits;
    }

    /// <summary>The difference; false, and zero, when it would be negative.</summary>
    public static bool TrySubtract(Gwei left, Gwei right, out Gwei difference)
    {
        bool fits = left.Value >= right.Value;
        difference = fits ? new Gwei(left.Value - right.Value) : default;
        return fits;
    }

    /// <summary>Reads three limbs; false when one is out of its range.</summary>
    public static bool TryReadLimbs(ReadOnlySpan<KoalaBear> limbs, out Gwei amount)
    {
        uint low = limbs[0].ToCanonical();
        uint middle = limbs[1].ToCanonical();
        uint high = limbs[2].ToCanonical();
        bool isInRange = low >> LimbBits == 0 && middle >> LimbBits == 0 && high >> LastLimbBits == 0;
        amount = isInRange ? new Gwei(low | ((ulong)middle << LimbBits) | ((ulong)high << (2 * LimbBits))) : default;
        return isInRange;
    }

    /// <summary>Writes the three limbs.</summary>
    public void WriteLimbs(Span<KoalaBear> limbs)
    {
        const uint Mask = (1u << LimbBits) - 1;
        limbs[2] = KoalaBear.FromCanonical((uint)(Value >> (2 * LimbBits)));
        limbs[1] = KoalaBear.FromCanonical((uint)(Value >> LimbBits) & Mask);
        limbs[0] = KoalaBear.FromCanonical((uint)Value & Mask);
    }

    public int CompareTo(Gwei other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
