using System.Globalization;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>A condition on a sweep.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Comparison">How its value is compared.</param>
/// <param name="Value">A number, or a label where the comparison is =.</param>
public sealed record CriterionCondition(string Sweep, Comparison Comparison, string Value)
{
    /// <summary>Whether a point of the sweep meets it.</summary>
    public bool Holds(SweepPoint point)
    {
        if (Comparison == Comparison.Equal && point.Label == Value)
        {
            return true;
        }

        return point.Value is double value
            && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double bound)
            && Comparisons.Holds(value, Comparison, bound);
    }
}
