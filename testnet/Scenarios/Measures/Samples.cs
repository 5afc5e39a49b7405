using P2PProver.Fields;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>The values of one metric over the seeds of a cell; runs without the metric are left out.</summary>
public sealed class Samples
{
    private const int Resamples = 1000;
    private readonly double[] _sorted;

    /// <summary>Samples of values in any order.</summary>
    public Samples(IEnumerable<double> values)
    {
        Values = [.. values];
        _sorted = [.. Values.Order()];
    }

    /// <summary>The values, by seed.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Their number.</summary>
    public int Count => _sorted.Length;

    /// <summary>The mean; not a number if there are none, like everything below.</summary>
    public double Mean => Count == 0 ? double.NaN : _sorted.Sum() / Count;

    /// <summary>The median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The least.</summary>
    public double Min => Quantile(0);

    /// <summary>The greatest.</summary>
    public double Max => Quantile(1);

    /// <summary>The sum.</summary>
    public double Sum => _sorted.Sum();

    /// <summary>A quantile, interpolated between neighbours.</summary>
    public double Quantile(double share)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        double at = share * (Count - 1);
        int below = (int)at;
        return below + 1 >= Count ? _sorted[^1] : _sorted[below] + ((at - below) * (_sorted[below + 1] - _sorted[below]));
    }

    /// <summary>
    /// The confidence interval of the median by the bootstrap: percentiles of medians of samples drawn from the samples (Efron, 1979). Always
    /// the same for the same values.
    /// </summary>
    /// <param name="confidence">For example 0.95.</param>
    public Interval MedianInterval(double confidence) => Bootstrap(confidence, s => s.Median);

    /// <summary>
    /// The confidence interval of the mean. For values that are all 0 or 1 it is Wilson's (1927), which also holds near the ends; else the bootstrap's.
    /// </summary>
    public Interval MeanInterval(double confidence) => _sorted.All(v => v is 0 or 1) ? Wilson(confidence) : Bootstrap(confidence, s => s.Mean);

    private Interval Bootstrap(double confidence, Func<Samples, double> statistic)
    {
        if (Count < 2)
        {
            return new Interval(Median, Median);
        }

        Prng prng = new((ulong)Count);
        double[] draws = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double[] resample = new double[Count];
            for (int k = 0; k < Count; k++)
            {
                resample[k] = _sorted[prng.NextInt(Count)];
            }

            draws[i] = statistic(new Samples(resample));
        }

        Samples drawn = new(draws);
        return new Interval(drawn.Quantile((1 - confidence) / 2), drawn.Quantile((1 + confidence) / 2));
    }

    private Interval Wilson(double confidence)
    {
        if (Count == 0)
        {
            return new Interval(double.NaN, double.NaN);
        }

        double z = NormalQuantile((1 + confidence) / 2);
        double spread = z * z / Count;
        double centre = (Mean + (spread / 2)) / (1 + spread);
        double half = z / (1 + spread) * Math.Sqrt((Mean * (1 - Mean) / Count) + (spread / (4 * Count)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The quantile of the normal distribution above its middle (Abramowitz and Stegun 26.2.23, error below 4.5e-4).</summary>
    private static double NormalQuantile(double probability)
    {
        double t = Math.Sqrt(-2 * Math.Log(1 - probability));
        return t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
    }
}
