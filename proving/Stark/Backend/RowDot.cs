using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Dot products of rows with powers of a challenge: what prover and verifier batch openings with.</summary>
internal static unsafe class RowDot
{
    /// <summary>Adds last * sum_k challenge^(width - 1 - k) row[column + k] to the sum of each row.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="column">The first column.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="last">The weight of the last column.</param>
    /// <param name="challenge">The ratio of neighbouring weights.</param>
    /// <param name="sums">One sum a row.</param>
    public static void Add(
        ReadOnlySpan<KoalaBear> rows, int stride, int column, int width, Ext5 last, Ext5 challenge, Span<Ext5> sums)
    {
        if (sums.IsEmpty || rows.Length < stride * sums.Length || column + width > stride)
        {
            return;
        }

        using FieldMatrix planes = PowerPlanes(last, challenge, width);
        Ext5[] dots = new Ext5[sums.Length];

        // SAFETY: the columns are inside every row, every row inside the span, and dots has five words a row.
        fixed (KoalaBear* start = rows)
        fixed (Ext5* results = dots)
        {
            RowDotKernel kernel = new()
            {
                Rows = (uint*)start + column,
                Stride = stride,
                Count = dots.Length,
                Width = width,
                Weights = planes.Pointer,
                Results = (uint*)results,
            };
            SimdLevel.Run(ref kernel);
        }

        for (int i = 0; i < dots.Length; i++)
        {
            sums[i] += dots[i];
        }
    }

    /// <summary>The sum of challenge^(n - 1 - k) values[k]: what <see cref="Add"/> adds for a row of extension elements.</summary>
    public static Ext5 Horner(ReadOnlySpan<Ext5> values, Ext5 challenge)
    {
        Ext5 sum = Ext5.Zero;
        foreach (Ext5 value in values)
        {
            sum = (sum * challenge) + value;
        }

        return sum;
    }

    /// <summary>The weights last * challenge^(width - 1 - k) as the five planes <see cref="RowDotKernel"/> reads.</summary>
    /// <param name="last">The weight of the last column.</param>
    /// <param name="challenge">The ratio of neighbouring weights.</param>
    /// <param name="width">Number of columns.</param>
    public static FieldMatrix PowerPlanes(Ext5 last, Ext5 challenge, int width)
    {
        FieldMatrix planes = FieldMatrix.Zeros(Ext5.Degree, RowDotKernel.PlaneLength(width));
        Ext5 power = last;
        for (int column = width - 1; column >= 0; column--)
        {
            for (int k = 0; k < Ext5.Degree; k++)
            {
                planes[k, column] = power[k];
            }

            power *= challenge;
        }

        return planes;
    }
}
