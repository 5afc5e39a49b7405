using System.Globalization;
using System.Text.RegularExpressions;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>
/// A bound on a measured value, such as <c>median(settle_latency_s) &lt;= 90 where stallers = 0.3</c>. It must hold in every cell that the
/// conditions leave, and there must be one.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Statistic">What is made of the runs of a cell.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Bound">With what.</param>
/// <param name="Conditions">Which cells are meant: all of these must hold.</param>
public sealed partial record Criterion(
    string Text, Statistic Statistic, string Metric, Comparison Comparison, double Bound, IReadOnlyList<CriterionCondition> Conditions)
{
    private const int TextMax = 200;

    /// <summary>Reads a criterion; false if the text is none.</summary>
    public static bool TryParse(string text, out Criterion? criterion)
    {
        criterion = null;
        Match match = text.Length <= TextMax ? Whole().Match(text) : Match.Empty;
        if (!match.Success
            || !Enum.TryParse(match.Groups["statistic"].Value, ignoreCase: true, out Statistic statistic)
            || !TryComparison(match.Groups["comparison"].Value, out Comparison comparison)
            || !TryNumber(match.Groups["bound"].Value, out double bound))
        {
            return false;
        }

        List<CriterionCondition> conditions = [];
        foreach (Capture capture in match.Groups["condition"].Captures)
        {
            Match part = Condition().Match(capture.Value);
            if (!part.Success || !TryComparison(part.Groups["comparison"].Value, out Comparison how))
            {
                return false;
            }

            conditions.Add(new CriterionCondition(part.Groups["sweep"].Value, how, part.Groups["value"].Value));
        }

        criterion = new Criterion(text, statistic, match.Groups["metric"].Value, comparison, bound, conditions);
        return true;
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool TryComparison(string text, out Comparison comparison)
    {
        comparison = text switch { "<=" => Comparison.AtMost, ">=" => Comparison.AtLeast, "=" => Comparison.Equal, "<" => Comparison.Below, _ => Comparison.Above };
        return text is "<=" or ">=" or "=" or "<" or ">";
    }

    [GeneratedRegex(@"^(?<statistic>[a-z0-9]+)\((?<metric>[a-z0-9_]+)\) (?<comparison><=|>=|<|>|=) (?<bound>-?[0-9.]+(e-?[0-9]+)?)( where (?<condition>[^ ]+ [^ ]+ [^ ]+)( and (?<condition>[^ ]+ [^ ]+ [^ ]+))*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<sweep>[a-z0-9_]+) (?<comparison><=|>=|<|>|=) (?<value>[^ ]+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();
}
