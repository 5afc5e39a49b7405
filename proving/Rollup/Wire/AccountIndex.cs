using System.Globalization;

namespace P2PProver.Rollup;

/// <summary>The number of an account: its leaf in the account tree, given by the contract in order of opening; below 2^24.</summary>
public readonly record struct AccountIndex : IComparable<AccountIndex>
{
    /// <summary>Bits of an index.</summary>
    public const int Bits = 24;

    /// <summary>What every index is below.</summary>
    public const uint Limit = 1u << Bits;

    /// <summary>An index of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has more than 24 bits.</exception>
    public AccountIndex(uint value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Limit);
        Value = value;
    }

    public uint Value { get; }

    public static bool operator <(AccountIndex left, AccountIndex right) => left.Value < right.Value;

    public static bool operator >(AccountIndex left, AccountIndex right) => left.Value > right.Value;

    public static bool operator <=(AccountIndex left, AccountIndex right) => left.Value <= right.Value;

    public static bool operator >=(AccountIndex left, AccountIndex right) => left.Value >= right.Value;

    public int CompareTo(AccountIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
