namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Comparisons of measured values.</summary>
internal static class Comparisons
{
    // Labels such as 0.3 and sums of them are compared as people mean them, not bit for bit.
    private const double Tolerance = 1e-9;

    /// <summary>Whether a value meets a bound; no number meets none.</summary>
    public static bool Holds(double value, Comparison comparison, double bound) => comparison switch
    {
        Comparison.AtMost => value <= bound + Tolerance,
        Comparison.AtLeast => value >= bound - Tolerance,
        Comparison.Equal => Math.Abs(value - bound) <= Tolerance,
        Comparison.Below => value < bound,
        _ => value > bound,
    };
}
