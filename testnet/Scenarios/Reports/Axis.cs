using System.Globalization;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>Maps values to places along one side of a chart, with round ticks.</summary>
internal sealed class Axis
{
    private const int TicksWanted = 6;
    private readonly bool _isLogarithmic;
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <summary>An axis that shows all of these values.</summary>
    /// <param name="values">Finite; positive ones count on a logarithmic axis.</param>
    /// <param name="from">The place of the least value.</param>
    /// <param name="to">The place of the greatest.</param>
    /// <param name="isLogarithmic">Whether equal factors are equally far apart.</param>
    /// <param name="fromZero">Whether a linear axis begins at 0 if no value is below.</param>
    public Axis(IEnumerable<double> values, double from, double to, bool isLogarithmic, bool fromZero)
    {
        _from = from;
        _to = to;
        _isLogarithmic = isLogarithmic;
        double[] scaled = [.. values.Where(v => double.IsFinite(v) && (!isLogarithmic || v > 0)).Select(Scale)];
        double low = scaled.Length == 0 ? 0 : scaled.Min();
        double high = scaled.Length == 0 ? 1 : scaled.Max();
        low = fromZero && !isLogarithmic && low > 0 ? 0 : low;
        high = high > low ? high : low + 1;
        Step = isLogarithmic ? Math.Max(1, Math.Ceiling((high - low) / TicksWanted)) : RoundStep((high - low) / TicksWanted);
        bool isWhole = isLogarithmic || fromZero;
        _low = isWhole ? Math.Floor(low / Step) * Step : low;
        _high = isWhole ? Math.Ceiling(high / Step) * Step : high;
    }

    /// <summary>The distance of two ticks, in decades on a logarithmic axis.</summary>
    public double Step { get; }

    /// <summary>Round values with their labels.</summary>
    public IEnumerable<KeyValuePair<double, string>> Ticks
    {
        get
        {
            for (double tick = Math.Ceiling((_low / Step) - 1e-9) * Step; tick <= _high + (Step * 1e-6); tick += Step)
            {
                double value = _isLogarithmic ? Math.Pow(10, tick) : Math.Round(tick / Step) * Step;
                yield return new(value, Label(value));
            }
        }
    }

    /// <summary>The place of a value; null if the axis cannot show it.</summary>
    public double? Place(double value) =>
        !double.IsFinite(value) || (_isLogarithmic && value <= 0) ? null : _from + ((Scale(value) - _low) / (_high - _low) * (_to - _from));

    /// <summary>A number as people write it.</summary>
    public static string Label(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-3 or >= 1e7 => value.ToString("0.#e0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
    }

    private double Scale(double value) => _isLogarithmic ? Math.Log10(value) : value;
}
