namespace P2PProver.Fields.Tests;

/// <summary>Transforms as they are defined, and a textbook transform of one column at a time: slow, short and independent of the library's.</summary>
internal static class NaiveTransform
{
    /// <summary>The interpolant of the values on the subgroup, evaluated on shift * &lt;w&gt;: quadratic time.</summary>
    public static FieldMatrix Extend(FieldMatrix trace, int logBlowup, KoalaBear shift)
    {
        int n = trace.Height;
        KoalaBear rootInverse = KoalaBear.TwoAdicGenerator(int.Log2(n)).Inverse();
        KoalaBear scale = KoalaBear.Reduce((ulong)n).Inverse();
        using FieldMatrix coefficients = FieldMatrix.Zeros(n, trace.Width);
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                AddScaled(coefficients.Row(k), trace.Row(i), scale * rootInverse.Pow((ulong)i * (ulong)k));
            }
        }

        return Evaluate(coefficients, shift, logBlowup);
    }

    /// <summary>The values of the polynomials at shift * w^i, w of order height * 2^logBlowup: quadratic time.</summary>
    public static FieldMatrix Evaluate(FieldMatrix coefficients, KoalaBear shift, int logBlowup)
    {
        int n = coefficients.Height << logBlowup;
        KoalaBear root = KoalaBear.TwoAdicGenerator(int.Log2(n));
        FieldMatrix values = FieldMatrix.Zeros(n, coefficients.Width);
        for (int i = 0; i < n; i++)
        {
            KoalaBear point = shift * root.Pow((ulong)i);
            KoalaBear power = KoalaBear.One;
            for (int k = 0; k < coefficients.Height; k++)
            {
                AddScaled(values.Row(i), coefficients.Row(k), power);
                power *= point;
            }
        }

        return values;
    }

    /// <summary>As <see cref="Extend"/>, by recursion on even and odd coefficients.</summary>
    public static FieldMatrix ExtendByLayers(FieldMatrix trace, int logBlowup, KoalaBear shift)
    {
        int n = trace.Height;
        int extended = n << logBlowup;
        KoalaBear scale = KoalaBear.Reduce((ulong)n).Inverse();
        FieldMatrix result = FieldMatrix.Zeros(extended, trace.Width);
        KoalaBear[] column = new KoalaBear[n];
        for (int j = 0; j < trace.Width; j++)
        {
            for (int i = 0; i < n; i++)
            {
                column[i] = trace[i, j];
            }

            KoalaBear[] coefficients = Transform(column, KoalaBear.TwoAdicGenerator(int.Log2(n)).Inverse());
            KoalaBear[] padded = new KoalaBear[extended];
            KoalaBear factor = scale;
            for (int k = 0; k < n; k++)
            {
                padded[k] = coefficients[k] * factor;
                factor *= shift;
            }

            KoalaBear[] values = Transform(padded, KoalaBear.TwoAdicGenerator(int.Log2(extended)));
            for (int i = 0; i < extended; i++)
            {
                result[i, j] = values[i];
            }
        }

        return result;
    }

    private static KoalaBear[] Transform(ReadOnlySpan<KoalaBear> coefficients, KoalaBear root)
    {
        int n = coefficients.Length;
        if (n == 1)
        {
            return [coefficients[0]];
        }

        KoalaBear[] even = new KoalaBear[n / 2];
        KoalaBear[] odd = new KoalaBear[n / 2];
        for (int i = 0; i < n / 2; i++)
        {
            even[i] = coefficients[2 * i];
            odd[i] = coefficients[(2 * i) + 1];
        }

        even = Transform(even, root.Square());
        odd = Transform(odd, root.Square());
        KoalaBear[] values = new KoalaBear[n];
        KoalaBear power = KoalaBear.One;
        for (int i = 0; i < n / 2; i++)
        {
            values[i] = even[i] + (power * odd[i]);
            values[i + (n / 2)] = even[i] - (power * odd[i]);
            power *= root;
        }

        return values;
    }

    private static void AddScaled(Span<KoalaBear> sum, ReadOnlySpan<KoalaBear> row, KoalaBear factor)
    {
        for (int j = 0; j < row.Length; j++)
        {
            sum[j] += row[j] * factor;
        }
    }
}
