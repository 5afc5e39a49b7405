using P2PProver.Fields;

namespace P2PProver.Benchmarks;

/// <content>Field arithmetic, transforms and dot products.</content>
public static partial class KernelBenchmarks
{
    private const ulong FieldSeed = 1;

    /// <summary>Benchmarks of P2PProver.Fields. Each sets itself up when the enumeration reaches it, and is gone when it goes on.</summary>
    /// <param name="threads">Threads of the benchmarks that can use more than one.</param>
    public static IEnumerable<Benchmark> Fields(int threads)
    {
        IEnumerable<Benchmark> benchmarks = Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported).SelectMany(Arithmetic)
            .Concat(Extension(18, 64, 2, 1))
            .Concat(Extension(14, 1312, 2, 1))
            .Concat(RowDots(16, 256, 1))
            .Concat(ColumnDots(16, 256, 1));
        return threads > 1 ? benchmarks.Concat(Extension(18, 64, 2, threads)) : benchmarks;
    }

    private static IEnumerable<Benchmark> Arithmetic(InstructionSet level)
    {
        using PackedArithmetic arithmetic = new(level, FieldSeed);
        yield return arithmetic.Products();
        yield return arithmetic.ExtensionProducts();
    }

    private static IEnumerable<Benchmark> Extension(int log, int width, int logBlowup, int threads)
    {
        using FieldMatrix trace = RandomMatrix(1 << log, width);
        yield return new(
            "coset-lde",
            $"2^{log} x {width}, blow-up {1 << logBlowup}, {threads} threads",
            "elements",
            (double)width * (1L << (log + logBlowup)),
            CheckExtension,
            () => CosetLde.Extend(trace, logBlowup, KoalaBear.Generator, threads).Dispose());
    }

    /// <summary>The extension agrees with the interpolant at every row of the coset, by Horner's rule.</summary>
    private static void CheckExtension()
    {
        using FieldMatrix trace = RandomMatrix(1 << 11, 37);
        using FieldMatrix coefficients = CosetLde.InverseTransform(trace, KoalaBear.One, 1);
        using FieldMatrix extended = CosetLde.Extend(trace, 2, KoalaBear.Generator, 2);
        KoalaBear root = KoalaBear.TwoAdicGenerator(13);
        for (int row = 0; row < extended.Height; row += 611)
        {
            KoalaBear point = KoalaBear.Generator * root.Pow((ulong)row);
            for (int column = 0; column < trace.Width; column++)
            {
                KoalaBear value = KoalaBear.Zero;
                for (int k = trace.Height - 1; k >= 0; k--)
                {
                    value = (value * point) + coefficients[k, column];
                }

                Require(extended[row, column] == value, $"row {row}, column {column} of the extension is wrong");
            }
        }
    }

    private static IEnumerable<Benchmark> RowDots(int log, int width, int threads)
    {
        using FieldMatrix matrix = RandomMatrix(1 << log, width);
        Ext5[] coefficients = RandomVector(width);
        Ext5[] sums = new Ext5[1 << log];
        yield return new(
            "ext-dot-rows",
            $"2^{log} x {width}, {threads} threads",
            "elements",
            (double)width * (1L << log),
            () =>
            {
                ExtDot.Rows(matrix, coefficients, sums, threads);
                for (int row = 0; row < sums.Length; row += 9973)
                {
                    Ext5 sum = Ext5.Zero;
                    for (int column = 0; column < width; column++)
                    {
                        sum += coefficients[column] * matrix[row, column];
                    }

                    Require(sums[row] == sum, $"row {row} is wrong");
                }
            },
            () => ExtDot.Rows(matrix, coefficients, sums, threads));
    }

    private static IEnumerable<Benchmark> ColumnDots(int log, int width, int threads)
    {
        using FieldMatrix matrix = RandomMatrix(1 << log, width);
        Ext5[] weights = RandomVector(1 << log);
        Ext5[] sums = new Ext5[width];
        yield return new(
            "ext-dot-columns",
            $"2^{log} x {width}, {threads} threads",
            "elements",
            (double)width * (1L << log),
            () =>
            {
                ExtDot.Columns(matrix, weights, sums, threads);
                for (int column = 0; column < width; column += 51)
                {
                    Ext5 sum = Ext5.Zero;
                    for (int row = 0; row < matrix.Height; row++)
                    {
                        sum += weights[row] * matrix[row, column];
                    }

                    Require(sums[column] == sum, $"column {column} is wrong");
                }
            },
            () => ExtDot.Columns(matrix, weights, sums, threads));
    }

    private static FieldMatrix RandomMatrix(int height, int width)
    {
        FieldMatrix matrix = FieldMatrix.Rent(height, width);
        Prng prng = new(FieldSeed);
        for (int i = 0; i < height; i++)
        {
            prng.NextFields(matrix.Row(i));
        }

        return matrix;
    }

    private static Ext5[] RandomVector(int length)
    {
        Prng prng = new(FieldSeed);
        Ext5[] vector = new Ext5[length];
        for (int i = 0; i < length; i++)
        {
            vector[i] = prng.NextExt();
        }

        return vector;
    }
}
