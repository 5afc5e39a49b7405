using P2PProver.Fields;

namespace P2PProver.Stark;

/// <content>Evaluation at the out-of-domain point and batching of the openings.</content>
public sealed partial class CpuBackend
{
    private const int RowsPerItem = 512;

    /// <inheritdoc/>
    public IDevicePoint Prepare(int logHeight, Ext5 zeta) => CpuPoint.Create(logHeight, zeta, _threads);

    /// <inheritdoc/>
    /// <remarks>
    /// Barycentric formula on the sub-coset 3 H of the trace's size: f(z) = ((z/3)^N - 1)/N * sum_i x_i/(z - x_i) f(x_i). The weights of
    /// z w are those of z moved by one row, since x_i/(z w - x_i) = x_(i-1)/(z - x_(i-1)), and the factor is the same.
    /// </remarks>
    public void Evaluate(IDeviceMatrix extended, IDevicePoint point, Span<Ext5> atZeta, Span<Ext5> atNext)
    {
        ArgumentNullException.ThrowIfNull(point);
        SumRows(CpuMatrix.Unwrap(extended), ((CpuPoint)point).Weights, BarycentricFactor(point), atZeta, atNext);
    }

    /// <inheritdoc/>
    public IDeviceMatrix Combine(IDevicePoint point, IReadOnlyList<CombineTerm> terms, Ext5 batch, int logBlowup)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(terms);
        int height = 1 << point.LogHeight;
        using FieldMatrix atZeta = FieldMatrix.Zeros(height, Ext5.Degree);
        using FieldMatrix atNext = FieldMatrix.Zeros(height, Ext5.Degree);
        Ext5 constantZeta = Ext5.Zero;
        Ext5 constantNext = Ext5.Zero;
        foreach (CombineTerm term in terms)
        {
            Ext5 last = batch.Pow((ulong)term.BatchExponent);
            constantZeta += last * RowDot.Horner(term.AtZeta.Span, batch);
            constantNext += last * batch.Pow((ulong)term.NextExponent) * RowDot.Horner(term.AtNext.Span, batch);
            AddRowDots(term, batch, height, atZeta, atNext);
        }

        using FieldMatrix quotient = FieldMatrix.Rent(height, Ext5.Degree);
        DivideOpenings((CpuPoint)point, atZeta, constantZeta, atNext, constantNext, quotient);
        return new CpuMatrix(CosetLde.Extend(quotient, logBlowup, KoalaBear.One, _threads));
    }

    private static Ext5 BarycentricFactor(IDevicePoint point)
    {
        Ext5 scaled = point.Zeta * KoalaBear.Generator.Inverse();
        Ext5 vanishing = scaled.Pow(1UL << point.LogHeight) - KoalaBear.One;
        return vanishing * KoalaBear.Reduce(1UL << point.LogHeight).Inverse();
    }

    private static void AddScaled(Ext5[] sums, FieldMatrix partial, Ext5 factor)
    {
        for (int column = 0; column < sums.Length; column++)
        {
            Ext5 sum = new(partial[0, column], partial[1, column], partial[2, column], partial[3, column], partial[4, column]);
            sums[column] += sum * factor;
        }
    }

    private unsafe void SumRows(FieldMatrix values, FieldMatrix weights, Ext5 factor, Span<Ext5> atZeta, Span<Ext5> atNext)
    {
        int height = weights.Height - 1;
        int step = values.Height / height;
        Ext5[] zetaSums = new Ext5[atZeta.Length];
        Ext5[] nextSums = new Ext5[atNext.Length];
        Lock gate = new();
        ParallelLoop.Run((height + RowsPerItem - 1) / RowsPerItem, _threads, item =>
        {
            int first = item * RowsPerItem;
            using FieldMatrix zetaPart = FieldMatrix.Rent(Ext5.Degree, zetaSums.Length);
            using FieldMatrix nextPart = FieldMatrix.Rent(Ext5.Degree, nextSums.Length);

            // SAFETY: rows first * step up to (first + Count - 1) * step are inside the matrix, and as many weights follow either first one.
            RowSumKernel kernel = new()
            {
                Rows = values.Pointer + ((nint)first * step * values.Stride),
                Stride = (nint)step * values.Stride,
                Weights = weights.Pointer + (((nint)first + 1) * Ext5.Degree),
                NextWeights = nextSums.Length == 0 ? null : weights.Pointer + ((nint)first * Ext5.Degree),
                Count = Math.Min(RowsPerItem, height - first),
                Width = values.Width,
                Sums = zetaPart.Pointer,
                NextSums = nextPart.Pointer,
            };
            SimdLevel.Run(ref kernel);
            lock (gate)
            {
                AddScaled(zetaSums, zetaPart, factor);
                AddScaled(nextSums, nextPart, factor);
            }
        });
        zetaSums.CopyTo(atZeta);
        nextSums.CopyTo(atNext);
    }

    private unsafe void AddRowDots(CombineTerm term, Ext5 batch, int height, FieldMatrix atZeta, FieldMatrix atNext)
    {
        FieldMatrix values = CpuMatrix.Unwrap(term.Matrix);
        int step = values.Height / height;
        int width = values.Width;
        using FieldMatrix planes = RowDot.PowerPlanes(batch.Pow((ulong)term.BatchExponent), batch, width);
        bool opensNext = !term.AtNext.IsEmpty;
        Ext5 shift = opensNext ? batch.Pow((ulong)term.NextExponent) : Ext5.Zero;
        ParallelLoop.Run((height + RowsPerItem - 1) / RowsPerItem, _threads, item =>
        {
            int first = item * RowsPerItem;
            int count = Math.Min(RowsPerItem, height - first);
            Span<Ext5> dots = stackalloc Ext5[RowsPerItem];

            // SAFETY: the rows are inside the matrix, the planes have the length the kernel asks for, and dots holds five words a row.
            fixed (Ext5* results = dots)
            {
                RowDotKernel kernel = new()
                {
                    Rows = values.Pointer + ((nint)first * step * values.Stride),
                    Stride = (nint)step * values.Stride,
                    Count = count,
                    Width = width,
                    Weights = planes.Pointer,
                    Results = (uint*)results,
                };
                SimdLevel.Run(ref kernel);
            }

            Span<Ext5> zetaSums = atZeta.ExtElements.Slice(first, count);
            Span<Ext5> nextSums = atNext.ExtElements.Slice(first, count);
            for (int i = 0; i < count; i++)
            {
                zetaSums[i] += dots[i];
                if (opensNext)
                {
                    nextSums[i] += shift * dots[i];
                }
            }
        });
    }

    // 1/(zeta w - x_i) = 1/w * 1/(zeta - x_(i-1)): the inverses of the next row's point are those of zeta moved by one row.
    private void DivideOpenings(
        CpuPoint point, FieldMatrix atZeta, Ext5 constantZeta, FieldMatrix atNext, Ext5 constantNext, FieldMatrix quotient)
    {
        int height = quotient.Height;
        KoalaBear rootInverse = KoalaBear.TwoAdicGenerator(point.LogHeight).Inverse();
        ParallelLoop.Run((height + RowsPerItem - 1) / RowsPerItem, _threads, item =>
        {
            int first = item * RowsPerItem;
            ReadOnlySpan<Ext5> inverses = point.Inverses.ExtElements;
            ReadOnlySpan<Ext5> zetaSums = atZeta.ExtElements;
            ReadOnlySpan<Ext5> nextSums = atNext.ExtElements;
            Span<Ext5> destination = quotient.ExtElements;
            for (int i = first; i < Math.Min(first + RowsPerItem, height); i++)
            {
                Ext5 nextInverse = inverses[(i == 0 ? height : i) - 1] * rootInverse;
                destination[i] = (inverses[i] * (constantZeta - zetaSums[i])) + (nextInverse * (constantNext - nextSums[i]));
            }
        });
    }
}
