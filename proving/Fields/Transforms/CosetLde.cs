using System.Numerics;

namespace P2PProver.Fields;

/// <summary>
/// Transforms between coefficients and values on multiplicative cosets, for all columns of a row-major matrix at once. All rows are in
/// natural order: row i belongs to the point shift * w^i or to the coefficient of X^i. A vector of extension elements is a matrix of
/// five columns. Every result is a dense matrix that the caller disposes; results do not depend on the number of threads.
/// </summary>
public static unsafe class CosetLde
{
    /// <summary>
    /// The low-degree extension: the polynomials of degree below N with the given values on the subgroup of order N, evaluated on the
    /// coset shift * &lt;w&gt; of the group of order N * 2^logBlowup. Apart from the result there is only scratch for a few blocks.
    /// </summary>
    /// <param name="trace">N rows, N a power of two: row i holds the values at the i-th power of the generator of order N.</param>
    /// <param name="logBlowup">Binary logarithm of the blow-up.</param>
    /// <param name="shift">
    /// The shift of the result's coset. For values that were taken on a coset of shift s instead of the subgroup, give shift / s.
    /// </param>
    /// <param name="threads">The most threads to use.</param>
    /// <exception cref="ArgumentException">The height is not a power of two, or the shift is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">N * 2^logBlowup is above 2^24.</exception>
    public static FieldMatrix Extend(FieldMatrix trace, int logBlowup, KoalaBear shift, int threads)
    {
        return Extend(trace, logBlowup, shift, threads, RootTables.LogSize, SimdLevel.Current);
    }

    /// <summary>Coefficients of the polynomials of degree below N from their values on shift * &lt;w&gt;, w of order N.</summary>
    /// <param name="evaluations">N rows, N a power of two: row i holds the values at shift * w^i.</param>
    /// <param name="shift">The shift of the coset.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>Row i holds the coefficients of X^i.</returns>
    /// <exception cref="ArgumentException">The height is not a power of two, or the shift is zero.</exception>
    public static FieldMatrix InverseTransform(FieldMatrix evaluations, KoalaBear shift, int threads)
    {
        return InverseTransform(evaluations, shift, threads, RootTables.LogSize, SimdLevel.Current);
    }

    /// <summary>Values on shift * &lt;w&gt;, w of order N, of the polynomials with the given N coefficients.</summary>
    /// <param name="coefficients">N rows, N a power of two: row i holds the coefficients of X^i.</param>
    /// <param name="shift">The shift of the coset.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>Row i holds the values at shift * w^i.</returns>
    /// <exception cref="ArgumentException">The height is not a power of two, or the shift is zero.</exception>
    public static FieldMatrix Transform(FieldMatrix coefficients, KoalaBear shift, int threads)
    {
        return Transform(coefficients, shift, threads, RootTables.LogSize, SimdLevel.Current);
    }

    internal static FieldMatrix Extend(
        FieldMatrix trace, int logBlowup, KoalaBear shift, int threads, int passLog, InstructionSet level)
    {
        int log = CheckedLog(trace, logBlowup, shift, threads);
        FieldMatrix result = FieldMatrix.Rent(checked(trace.Height << logBlowup), trace.Width);
        ExtendKernel kernel = new(trace, result, log, logBlowup, shift, PassPlan.Split(log, passLog), threads);
        SimdLevel.Run(level, ref kernel);
        return result;
    }

    internal static FieldMatrix InverseTransform(
        FieldMatrix evaluations, KoalaBear shift, int threads, int passLog, InstructionSet level)
    {
        int log = CheckedLog(evaluations, 0, shift, threads);
        FieldMatrix result = FieldMatrix.Rent(evaluations.Height, evaluations.Width);
        InverseKernel kernel = new(evaluations, result, log, shift, PassPlan.Split(log, passLog), threads);
        SimdLevel.Run(level, ref kernel);
        return result;
    }

    internal static FieldMatrix Transform(
        FieldMatrix coefficients, KoalaBear shift, int threads, int passLog, InstructionSet level)
    {
        int log = CheckedLog(coefficients, 0, shift, threads);
        FieldMatrix result = FieldMatrix.Rent(coefficients.Height, coefficients.Width);
        RowPermutation.CopyBitReversed(coefficients, result, log, threads);
        ForwardKernel kernel = new(result, log, shift, PassPlan.Split(log, passLog), threads);
        SimdLevel.Run(level, ref kernel);
        return result;
    }

    private static int CheckedLog(FieldMatrix matrix, int logBlowup, KoalaBear shift, int threads)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfNegative(logBlowup);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        if (!BitOperations.IsPow2(matrix.Height))
        {
            throw new ArgumentException("The height must be a power of two.", nameof(matrix));
        }

        if (shift.IsZero)
        {
            throw new ArgumentException("A coset has a shift other than zero.", nameof(shift));
        }

        int log = BitOperations.Log2((uint)matrix.Height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log + logBlowup, KoalaBear.TwoAdicity, nameof(logBlowup));
        return log;
    }

    private static KoalaBear InverseOfHeight(int log)
    {
        return KoalaBear.Reduce(1UL << log).Inverse();
    }

    private readonly struct ExtendKernel(
        FieldMatrix trace, FieldMatrix result, int log, int logBlowup, KoalaBear shift, int[] plan, int threads) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            // Intermediate values lie in the rows of the last coset, which the pass of the cosets overwrites last.
            int width = result.Width;
            int cosets = 1 << logBlowup;
            RowSet source = new((nint)trace.Pointer, trace.Stride);
            RowSet lastCoset = new RowSet((nint)result.Pointer, (nint)width * cosets).FromColumn((nint)width * (cosets - 1));
            MatrixTransform<T>.Inverse(source, lastCoset, width, plan, 1, threads);
            RowSet values = plan.Length == 1 ? source : lastCoset;
            using CosetScale scale = new(shift, InverseOfHeight(log), log, logBlowup, plan[0]);
            MatrixTransform<T>.Cosets(values, fromValues: true, result.Pointer, width, log, cosets, plan[0], scale, threads);
            MatrixTransform<T>.Forward(result.Pointer, width, cosets, plan, threads);
        }
    }

    private readonly struct InverseKernel(
        FieldMatrix evaluations, FieldMatrix result, int log, KoalaBear shift, int[] plan, int threads) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            RowSet source = new((nint)evaluations.Pointer, evaluations.Stride);
            RowSet destination = new((nint)result.Pointer, result.Stride);
            MatrixTransform<T>.Inverse(source, destination, result.Width, plan, 0, threads);
            RowPermutation.ReverseAndScale<T>(result, log, new PowerTable(shift.Inverse(), InverseOfHeight(log), log), threads);
        }
    }

    private readonly struct ForwardKernel(FieldMatrix result, int log, KoalaBear shift, int[] plan, int threads) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            RowSet rows = new((nint)result.Pointer, result.Stride);
            using CosetScale scale = new(shift, KoalaBear.One, log, 0, plan[0]);
            MatrixTransform<T>.Cosets(rows, fromValues: false, result.Pointer, result.Width, log, 1, plan[0], scale, threads);
            MatrixTransform<T>.Forward(result.Pointer, result.Width, 1, plan, threads);
        }
    }
}
