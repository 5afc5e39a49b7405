using System.Runtime.CompilerServices;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>Bounds of options. All numbers are finite: one NaN would make every comparison false and every peer a good one.</summary>
internal static class OptionChecks
{
    public static void NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value >= 0, value, name);

    public static void NotPositive(double value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value <= 0, value, name);

    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value > 0, value, name);

    public static void Fraction(double value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value is > 0 and < 1, value, name);

    public static void AtMost(double value, double max, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value <= max, value, name);

    public static void Positive(TimeSpan value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value > TimeSpan.Zero, value, name);

    public static void NotNegative(TimeSpan value, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value >= TimeSpan.Zero, value, name);

    public static void AtLeast(double value, double min, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value >= min, value, name);

    public static void AtLeast(TimeSpan value, TimeSpan min, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value >= min, value, name);

    public static void AtMost(TimeSpan value, TimeSpan max, [CallerArgumentExpression(nameof(value))] string name = "") => Require(value <= max, value, name);

    private static void Require(bool holds, double value, string name)
    {
        if (!holds || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "not a value that this parameter can have");
        }
    }

    private static void Require(bool holds, TimeSpan value, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "not a value that this parameter can have");
        }
    }
}
