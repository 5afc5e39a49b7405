using System.Globalization;

namespace P2PProver.Contracts;

/// <summary>An amount of a chain's native coin in its smallest unit, below 2^128. Sums and differences that leave the range throw.</summary>
/// <param name="Value">The number of wei.</param>
public readonly record struct Wei(UInt128 Value) : IComparable<Wei>
{
    private const int CoinDigits = 18;

    /// <summary>Nothing.</summary>
    public static Wei Zero => default;

    /// <summary>10^9 wei: the unit of gas prices and of the rollup's balances.</summary>
    public static Wei Gwei { get; } = new(1_000_000_000);

    /// <summary>10^18 wei.</summary>
    public static Wei Coin { get; } = new(1_000_000_000_000_000_000);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">It is 2^128 or more.</exception>
    public static Wei operator +(Wei left, Wei right) => new(checked(left.Value + right.Value));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">It is negative.</exception>
    public static Wei operator -(Wei left, Wei right) => new(checked(left.Value - right.Value));

    /// <summary>A multiple.</summary>
    /// <exception cref="OverflowException">It is 2^128 or more.</exception>
    public static Wei operator *(Wei left, ulong factor) => new(checked(left.Value * factor));

    /// <summary>Orders amounts.</summary>
    public static bool operator <(Wei left, Wei right) => left.Value < right.Value;

    /// <summary>Orders amounts.</summary>
    public static bool operator >(Wei left, Wei right) => left.Value > right.Value;

    /// <summary>Orders amounts.</summary>
    public static bool operator <=(Wei left, Wei right) => left.Value <= right.Value;

    /// <summary>Orders amounts.</summary>
    public static bool operator >=(Wei left, Wei right) => left.Value >= right.Value;

    /// <summary>Reads a decimal number of coins with at most 18 digits behind the point, such as 0.05.</summary>
    public static bool TryParseCoins(string? text, out Wei amount)
    {
        amount = default;
        string[] parts = (text ?? string.Empty).Split('.');
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && parts[1].Length is 0 or > CoinDigits))
        {
            return false;
        }

        string digits = parts[0] + (parts.Length == 2 ? parts[1] : string.Empty).PadRight(CoinDigits, '0');
        bool read = UInt128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 value);
        amount = read ? new Wei(value) : default;
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(Wei other) => Value.CompareTo(other.Value);

    /// <summary>The amount in coins, without trailing zeros.</summary>
    public override string ToString()
    {
        (UInt128 coins, UInt128 rest) = UInt128.DivRem(Value, Coin.Value);
        string fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(CoinDigits, '0').TrimEnd('0');
        string whole = coins.ToString(CultureInfo.InvariantCulture);
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
