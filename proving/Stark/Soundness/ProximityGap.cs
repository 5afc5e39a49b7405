namespace P2PProver.Stark.Soundness;

/// <summary>Proximity parameter, list size and correlated-agreement error of Reed-Solomon codes of one rate, after BCHKS25 (eprint 2025/2055).</summary>
internal sealed class ProximityGap
{
    private readonly double _rate;
    private readonly double _logFieldSize;
    private readonly double? _multiplicity;

    private ProximityGap(double rate, double logFieldSize, double? multiplicity)
    {
        _rate = rate;
        _logFieldSize = logFieldSize;
        _multiplicity = multiplicity;
    }

    /// <summary>Gets the relative distance up to which the gap holds.</summary>
    public double Distance => _multiplicity is double m
        ? 1 - (Math.Sqrt(_rate) * (1 + (1 / (2 * m))))
        : (1 - _rate) / 2;

    /// <summary>Gets log2 of the number of codewords within that distance.</summary>
    public double LogListSize => _multiplicity is double m ? Math.Log2((m + 0.5) / Math.Sqrt(_rate)) : 0;

    /// <summary>Gets whether the distance is positive; a small m at a high rate gives no statement at all.</summary>
    public bool IsMeaningful => Distance > 0;

    public static ProximityGap UniqueDecoding(int logBlowup, double logFieldSize) => new(Math.ScaleB(1, -logBlowup), logFieldSize, null);

    public static ProximityGap Johnson(int logBlowup, double logFieldSize, int multiplicity) =>
        new(Math.ScaleB(1, -logBlowup), logFieldSize, multiplicity);

    /// <summary>Bits of security of a random line over codewords of length 2^<paramref name="logLength"/>: -log2 of the error.</summary>
    public double LineBits(int logLength)
    {
        double length = Math.ScaleB(1, logLength);
        if (_multiplicity is not double m)
        {
            return _logFieldSize - Math.Log2((Distance * length) + 1);
        }

        double half = m + 0.5;
        double leading = (2 * Math.Pow(half, 5)) + (3 * half * Distance * _rate);
        double exceptions = (leading * length / (3 * Math.Pow(_rate, 1.5))) + (half / Math.Sqrt(_rate));
        return _logFieldSize - Math.Log2(exceptions);
    }
}
