using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Dot products of rows with powers of a challenge: what prover and verifier batch openings with.</summary>
internal static unsafe class RowDot
{
    /// <summary>Adds first * sum_k challenge^k row[column + k] to the sum of each row.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="column">The first column.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="first">The weight of the first column.</param>
    /// <param name="challenge">The ratio of neighbouring weights.</param>
    /// <param name="sums">One sum a row.</param>
    public static void Add(
        ReadOnlySpan<KoalaBear> rows, int stride, int column, int width, Ext5 first, Ext5 challenge, Span<Ext5> sums)
    {
        if (sums.IsEmpty || rows.Length < stride * sums.Length || column + width > stride)
        {
            return;
        }

        using FieldMatrix planes = PowerPlanes(first, challenge, width);
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

    /// <summary>The weights first * challenge^k as the five planes <see cref="RowDotKernel"/> reads.</summary>
    /// <param name="first">The weight of the first column.</param>
    /// <param name="challenge">The ratio of neighbouring weights.</param>
    /// <param name="width">Number of columns.</param>
    public static FieldMatrix PowerPlanes(Ext5 first, Ext5 challenge, int width)
    {
        FieldMatrix planes = FieldMatrix.Zeros(Ext5.Degree, RowDotKernel.PlaneLength(width));
        Ext5 power = first;
        for (int column = 0; column < width; column++)
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
