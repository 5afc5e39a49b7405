using System.Globalization;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>A median with the quartiles about it, and how many runs it is of; runs that never ended count as endless.</summary>
public sealed record Spread(double Median, double Lower, double Upper, int Runs, int Endless)
{
    /// <summary>The spread of values; null stands for a run that never ended.</summary>
    public static Spread Of(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        double[] sorted = [.. all.Where(value => value is not null).Select(value => value!.Value).Order()];
        return sorted.Length == 0
            ? new Spread(double.NaN, double.NaN, double.NaN, all.Length, all.Length)
            : new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), all.Length, all.Length - sorted.Length);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string endless = Endless == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({Endless} of {Runs} never end)");
        return string.Create(CultureInfo.InvariantCulture, $"{Median:G4} [{Lower:G4}, {Upper:G4}]{endless}");
    }

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
