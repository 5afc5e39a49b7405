using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>Slow polynomial arithmetic for small domains.</summary>
internal static class Polynomials
{
    /// <summary>Coefficients of the polynomial with the given values on shift * w^i, by the inverse of the definition.</summary>
    public static Ext5[] Interpolate(ReadOnlySpan<Ext5> values, KoalaBear shift)
    {
        int n = values.Length;
        int log = System.Numerics.BitOperations.Log2((uint)n);
        KoalaBear root = KoalaBear.TwoAdicGenerator(log).Inverse();
        KoalaBear scale = KoalaBear.FromCanonical((uint)n).Inverse();
        KoalaBear unshift = shift.Inverse();
        Ext5[] coefficients = new Ext5[n];
        for (int k = 0; k < n; k++)
        {
            Ext5 sum = Ext5.Zero;
            for (int i = 0; i < n; i++)
            {
                sum += values[i] * root.Pow((ulong)k * (ulong)i);
            }

            coefficients[k] = sum * scale;
            scale *= unshift;
        }

        return coefficients;
    }

    public static Ext5 Evaluate(ReadOnlySpan<Ext5> coefficients, Ext5 point)
    {
        Ext5 value = Ext5.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * point) + coefficients[i];
        }

        return value;
    }

    /// <summary>The extension of a trace to shift * H', in natural order.</summary>
    public static FieldMatrix Extend(FieldMatrix trace, int logBlowup, KoalaBear shift)
    {
        FieldMatrix result = FieldMatrix.Rent(trace.Height << logBlowup, trace.Width);
        int log = System.Numerics.BitOperations.Log2((uint)result.Height);
        KoalaBear root = KoalaBear.TwoAdicGenerator(log);
        for (int column = 0; column < trace.Width; column++)
        {
            Ext5[] coefficients = ColumnCoefficients(trace, column);
            KoalaBear x = shift;
            for (int row = 0; row < result.Height; row++)
            {
                result[row, column] = Evaluate(coefficients, Ext5.FromBase(x)).C0;
                x *= root;
            }
        }

        return result;
    }

    /// <summary>The values of all columns of a trace at a point.</summary>
    public static Ext5[] EvaluateColumns(FieldMatrix? trace, Ext5 point) => trace is null
        ? []
        : [.. Enumerable.Range(0, trace.Width).Select(c => Evaluate(ColumnCoefficients(trace, c), point))];

    private static Ext5[] ColumnCoefficients(FieldMatrix trace, int column)
    {
        Ext5[] values = new Ext5[trace.Height];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Ext5.FromBase(trace[row, column]);
        }

        return Interpolate(values, KoalaBear.One);
    }
}
