using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Backend;

public sealed unsafe class OpeningKernelTests
{
    private const ulong Seed = 0x0BE4;

    public static TheoryData<InstructionSet, int, int> Cases
    {
        get
        {
            TheoryData<InstructionSet, int, int> cases = [];
            foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
            {
                foreach (int width in new[] { 1, 5, 8, 16, 17, 40, 63 })
                {
                    cases.Add(level, width, 1);
                    cases.Add(level, width, 67);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowSums_MatchTheirDefinition(InstructionSet level, int width, int rows)
    {
        const int Step = 3;
        using FieldMatrix matrix = Random(Step * rows, width, Seed);
        Ext5[] weights = Extensions(rows, Seed + 1);
        using FieldMatrix sums = FieldMatrix.Rent(Ext5.Degree, width);
        fixed (Ext5* first = weights)
        {
            RowSumKernel kernel = new()
            {
                Rows = matrix.Pointer,
                Stride = (nint)Step * matrix.Stride,
                Weights = (uint*)first,
                Count = rows,
                Width = width,
                Sums = sums.Pointer,
            };
            SimdLevel.Run(level, ref kernel);
        }

        for (int column = 0; column < width; column++)
        {
            Ext5 expected = Ext5.Zero;
            for (int i = 0; i < rows; i++)
            {
                expected += weights[i] * matrix[Step * i, column];
            }

            new Ext5(sums[0, column], sums[1, column], sums[2, column], sums[3, column], sums[4, column]).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowDots_MatchTheirDefinition(InstructionSet level, int width, int rows)
    {
        using FieldMatrix matrix = Random(rows, width + 2, Seed);
        Prng prng = new(Seed);
        Ext5 start = prng.NextExt();
        Ext5 challenge = prng.NextExt();
        using FieldMatrix planes = RowDot.PowerPlanes(start, challenge, width);
        Ext5[] dots = new Ext5[rows];
        fixed (Ext5* results = dots)
        {
            RowDotKernel kernel = new()
            {
                Rows = matrix.Pointer + 1,
                Stride = matrix.Stride,
                Count = rows,
                Width = width,
                Weights = planes.Pointer,
                Results = (uint*)results,
            };
            SimdLevel.Run(level, ref kernel);
        }

        for (int i = 0; i < rows; i++)
        {
            Ext5 expected = Ext5.Zero;
            for (int column = 0; column < width; column++)
            {
                expected = (expected * challenge) + matrix[i, column + 1];
            }

            dots[i].ShouldBe(start * expected);
        }
    }

    [Fact]
    public void RowSums_OfLargestWords_DoNotOverflow()
    {
        const int Rows = 129;
        using FieldMatrix matrix = FieldMatrix.Rent(Rows, 16);
        matrix.Elements.Fill(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1));
        KoalaBear largest = KoalaBear.FromMontgomery(KoalaBear.Modulus - 1);
        Ext5[] weights = [.. Enumerable.Repeat(new Ext5(largest, largest, largest, largest, largest), Rows)];
        using FieldMatrix sums = FieldMatrix.Rent(Ext5.Degree, 16);
        fixed (Ext5* first = weights)
        {
            RowSumKernel kernel = new()
            {
                Rows = matrix.Pointer,
                Stride = matrix.Stride,
                Weights = (uint*)first,
                Count = Rows,
                Width = 16,
                Sums = sums.Pointer,
            };
            SimdLevel.Run(ref kernel);
        }

        sums.Elements.ToArray().ShouldAllBe(value => value == largest * largest * KoalaBear.FromCanonical(Rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Evaluate_GivesTheValuesOfTheInterpolants(int logBlowup)
    {
        const int LogHeight = 5;
        using CpuBackend backend = new(threads: 2);
        using FieldMatrix trace = Random(1 << LogHeight, 7, Seed);
        using FieldMatrix coefficients = CosetLde.InverseTransform(trace, KoalaBear.One, threads: 1);
        using FieldMatrix extended = CosetLde.Extend(trace, logBlowup, KoalaBear.Generator, threads: 1);
        using CpuMatrix matrix = new(extended);
        Ext5 zeta = new Prng(Seed).NextExt();
        using IDevicePoint point = backend.Prepare(LogHeight, zeta);
        Ext5[] atZeta = new Ext5[7];
        Ext5[] atNext = new Ext5[7];

        backend.Evaluate(matrix, point, atZeta, atNext);

        Ext5 next = zeta * KoalaBear.TwoAdicGenerator(LogHeight);
        for (int column = 0; column < 7; column++)
        {
            atZeta[column].ShouldBe(Value(coefficients, column, zeta));
            atNext[column].ShouldBe(Value(coefficients, column, next));
        }
    }

    [Fact]
    public void Combine_OfTrueOpenings_HasLowDegree_AndMatchesItsDefinition()
    {
        const int LogHeight = 4;
        const int LogBlowup = 2;
        using CpuBackend backend = new(threads: 2);
        using FieldMatrix trace = Random(1 << LogHeight, 3, Seed);
        using FieldMatrix extended = CosetLde.Extend(trace, LogBlowup, KoalaBear.Generator, threads: 1);
        using CpuMatrix matrix = new(extended);
        Prng prng = new(Seed);
        Ext5 zeta = prng.NextExt();
        Ext5 batch = prng.NextExt();
        using IDevicePoint point = backend.Prepare(LogHeight, zeta);
        Ext5[] atZeta = new Ext5[3];
        Ext5[] atNext = new Ext5[3];
        backend.Evaluate(matrix, point, atZeta, atNext);

        using IDeviceMatrix combined = backend.Combine(point, [new CombineTerm(matrix, BatchExponent: 2, NextExponent: 8, atZeta, atNext)], batch, LogBlowup);

        KoalaBear root = KoalaBear.TwoAdicGenerator(LogHeight + LogBlowup);
        Ext5 next = zeta * KoalaBear.TwoAdicGenerator(LogHeight);
        ReadOnlySpan<Ext5> values = CpuMatrix.Unwrap(combined).ExtElements;
        for (int i = 0; i < values.Length; i++)
        {
            KoalaBear x = KoalaBear.Generator * root.Pow((ulong)i);
            Ext5 expected = Ext5.Zero;
            for (int column = 0; column < 3; column++)
            {
                expected += batch.Pow((ulong)(2 + 2 - column)) * (atZeta[column] - extended[i, column]) * (zeta - x).Inverse();
                expected += batch.Pow((ulong)(2 + 8 + 2 - column)) * (atNext[column] - extended[i, column]) * (next - x).Inverse();
            }

            values[i].ShouldBe(expected);
        }
    }

    private static Ext5 Value(FieldMatrix coefficients, int column, Ext5 at)
    {
        Ext5 sum = Ext5.Zero;
        for (int i = coefficients.Height - 1; i >= 0; i--)
        {
            sum = (sum * at) + coefficients[i, column];
        }

        return sum;
    }

    private static FieldMatrix Random(int height, int width, ulong seed)
    {
        FieldMatrix matrix = FieldMatrix.Rent(height, width);
        new Prng(seed).NextFields(matrix.Elements);
        return matrix;
    }

    private static Ext5[] Extensions(int count, ulong seed)
    {
        Prng prng = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => prng.NextExt())];
    }
}
