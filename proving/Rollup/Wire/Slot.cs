using System.Globalization;

namespace P2PProver.Rollup;

/// <summary>
/// The number of a signature of an account: 24 bits, strictly increasing over the account's whole life, never reset and never reused,
/// not even after a change of key.
/// </summary>
public readonly record struct Slot : IComparable<Slot>
{
    /// <summary>Bits of a slot.</summary>
    public const int Bits = 24;

    /// <summary>What every slot is below.</summary>
    public const uint Limit = 1u << Bits;

    /// <summary>A slot of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has more than 24 bits.</exception>
    public Slot(uint value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Limit);
        Value = value;
    }

    public uint Value { get; }

    /// <summary>The aligned window of 2^16 slots that the slot lies in; one key serves one window.</summary>
    public int Window => (int)(Value >> Xmss.TreeHeight);

    /// <summary>The place of the slot in its window: the index of the leaf in the key's tree.</summary>
    public int Leaf => (int)(Value & (Xmss.LeafCount - 1));

    public static bool operator <(Slot left, Slot right) => left.Value < right.Value;

    public static bool operator >(Slot left, Slot right) => left.Value > right.Value;

    public static bool operator <=(Slot left, Slot right) => left.Value <= right.Value;

    public static bool operator >=(Slot left, Slot right) => left.Value >= right.Value;

    public int CompareTo(Slot other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
