using System.Globalization;
using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>Formulas that stand beside measurements (docs/RESEARCH.md derives them). Probabilities are shares from 0 to 1.</summary>
public static class ClosedForms
{
    private static readonly Dictionary<string, (string[] Arguments, Func<IReadOnlyDictionary<string, double>, double> Value)> Forms = new(StringComparer.Ordinal)
    {
        // All of `count` independent draws meet an event of this probability: a window of blocks all built by censors, neighbours all censors.
        ["allOf"] = (["share", "count"], a => Math.Pow(a["share"], a["count"])),

        // Not all of them do: some block of the window includes, some neighbour forwards.
        ["notAllOf"] = (["share", "count"], a => 1 - Math.Pow(a["share"], a["count"])),

        // At least one of `count` independent draws meets it.
        ["anyOf"] = (["share", "count"], a => 1 - Math.Pow(1 - a["share"], a["count"])),

        // Blocks until the first that includes, when each leaves out with this probability, plus what inclusion takes without censors.
        ["inclusionDelay"] = (["share", "base"], a => a["base"] + (a["share"] / (1 - a["share"]))),

        // Waves of 1, +1, +2, +4 ... ranks open one step apart; the expected wait until one holds a live node when this share is dead.
        ["claimLadder"] = (["share", "step"], a => a["step"] * LadderWaves(a["share"])),

        // A number.
        ["constant"] = (["value"], a => a["value"]),

        // The same as without an attack, less the share of what an attack takes away.
        ["complement"] = (["share"], a => 1 - a["share"]),

        // Work of live nodes only: time grows as the reciprocal of the share that is left.
        ["capacity"] = (["base", "share"], a => a["base"] / (1 - a["share"])),
    };

    /// <summary>Names of the formulas.</summary>
    public static IEnumerable<string> Names => Forms.Keys;

    /// <summary>What is wrong with a formula of a file; null if nothing.</summary>
    internal static string? Problem(ClosedForm form, IReadOnlyList<string> sweeps)
    {
        if (!Forms.TryGetValue(form.Name, out (string[] Arguments, Func<IReadOnlyDictionary<string, double>, double> Value) known))
        {
            return $"there is no closed form '{form.Name}'; there are {string.Join(", ", Names)}";
        }

        string? missing = known.Arguments.FirstOrDefault(a => !form.Arguments.ContainsKey(a)) ?? form.Arguments.Keys.FirstOrDefault(a => !known.Arguments.Contains(a, StringComparer.Ordinal));
        if (missing is not null)
        {
            return $"the closed form '{form.Name}' takes {string.Join(", ", known.Arguments)}";
        }

        string? strange = form.Arguments.Values.FirstOrDefault(v => !IsNumber(v, out _) && !sweeps.Contains(v, StringComparer.Ordinal));
        return strange is null ? null : $"'{strange}' is neither a number nor a sweep";
    }

    /// <summary>The value of a formula in a cell; null where a sweep's value there is no number, or the result is none.</summary>
    public static double? Evaluate(ClosedForm form, IReadOnlyDictionary<string, double?> sweepValues)
    {
        Dictionary<string, double> arguments = new(StringComparer.Ordinal);
        foreach ((string name, string value) in form.Arguments)
        {
            if (IsNumber(value, out double number) || (sweepValues.TryGetValue(value, out double? swept) && swept is double given && Assign(given, out number)))
            {
                arguments[name] = number;
            }
            else
            {
                return null;
            }
        }

        double result = Forms[form.Name].Value(arguments);
        return double.IsFinite(result) ? result : null;
    }

    /// <summary>Expected number of steps until a wave holds a live node: after wave w, 2^(w-1) ranks are open.</summary>
    private static double LadderWaves(double dead)
    {
        double steps = 0;
        for (int ranks = 1; ranks <= 1 << 20; ranks *= 2)
        {
            steps += Math.Pow(dead, ranks);
        }

        return steps;
    }

    private static bool IsNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool Assign(double from, out double to)
    {
        to = from;
        return true;
    }
}
