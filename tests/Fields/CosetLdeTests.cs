namespace P2PProver.Fields.Tests;

/// <summary>
/// Transforms against the definition for small sizes, against a plain layer-by-layer transform for large ones, and against themselves
/// over instruction sets, numbers of threads and divisions into passes, bit for bit.
/// </summary>
public sealed class CosetLdeTests
{
    private const ulong Seed = 0xc05e7;

    private static readonly KoalaBear Shift = KoalaBear.Generator;

    public static TheoryData<int, int, int> SmallShapes()
    {
        TheoryData<int, int, int> shapes = [];
        int[] widths = [1, 2, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 83, 130];
        int next = 0;
        for (int log = 0; log <= 7; log++)
        {
            for (int logBlowup = 0; logBlowup <= 6 && log + logBlowup <= 9; logBlowup++)
            {
                shapes.Add(log, logBlowup, widths[next++ % widths.Length]);
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(SmallShapes))]
    public void Extend_SmallShape_IsTheInterpolantOnTheCoset(int log, int logBlowup, int width)
    {
        using FieldMatrix trace = RandomMatrix(1 << log, width, width + 3);
        using FieldMatrix expected = NaiveTransform.Extend(trace, logBlowup, Shift);
        foreach (InstructionSet level in Supported())
        {
            // Passes of at most four layers exercise one, two and more passes.
            foreach (int passLog in (int[])[RootTables.LogSize, 4, 1])
            {
                using FieldMatrix actual = CosetLde.Extend(trace, logBlowup, Shift, 1, passLog, level);
                ShouldEqual(actual, expected, $"2^{log} x {width}, blow-up 2^{logBlowup}, {level}, passes of {passLog}");
            }
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 16)]
    [InlineData(3, 5)]
    [InlineData(4, 40)]
    [InlineData(7, 21)]
    public void Transforms_SmallShape_AreTheDefinition(int log, int width)
    {
        using FieldMatrix matrix = RandomMatrix(1 << log, width, width);
        using FieldMatrix values = NaiveTransform.Evaluate(matrix, Shift, 0);
        foreach (InstructionSet level in Supported())
        {
            foreach (int passLog in (int[])[RootTables.LogSize, 3])
            {
                using FieldMatrix forward = CosetLde.Transform(matrix, Shift, 1, passLog, level);
                ShouldEqual(forward, values, $"forward 2^{log} x {width}, {level}, passes of {passLog}");
                using FieldMatrix inverse = CosetLde.InverseTransform(values, Shift, 1, passLog, level);
                ShouldEqual(inverse, matrix, $"inverse 2^{log} x {width}, {level}, passes of {passLog}");
            }
        }
    }

    [Theory]
    [InlineData(9, 1, 100)]
    [InlineData(11, 2, 21)]
    [InlineData(12, 1, 16)]
    [InlineData(12, 3, 5)]
    [InlineData(13, 2, 70)]
    [InlineData(15, 2, 1)]
    public void Extend_LargerShape_AgreesWithLayerByLayer(int log, int logBlowup, int width)
    {
        using FieldMatrix trace = RandomMatrix(1 << log, width, width);
        using FieldMatrix expected = NaiveTransform.ExtendByLayers(trace, logBlowup, Shift);
        foreach (InstructionSet level in Supported())
        {
            using FieldMatrix actual = CosetLde.Extend(trace, logBlowup, Shift, 1, RootTables.LogSize, level);
            ShouldEqual(actual, expected, $"2^{log} x {width}, blow-up 2^{logBlowup}, {level}");
        }
    }

    [Fact]
    public void Extend_ThreePasses_AgreesWithLayerByLayer()
    {
        using FieldMatrix trace = RandomMatrix(1 << 21, 1, 1);
        using FieldMatrix expected = NaiveTransform.ExtendByLayers(trace, 1, Shift);
        using FieldMatrix actual = CosetLde.Extend(trace, 1, Shift, 2);
        ShouldEqual(actual, expected, "2^21 x 1, blow-up 2");
    }

    [Theory]
    [InlineData(3, 200)]
    [InlineData(10, 70)]
    [InlineData(13, 19)]
    public void Transforms_AnyNumberOfThreads_AgreeBitForBit(int log, int width)
    {
        using FieldMatrix trace = RandomMatrix(1 << log, width, width + 1);
        using FieldMatrix extended = CosetLde.Extend(trace, 2, Shift, 1);
        using FieldMatrix inverse = CosetLde.InverseTransform(trace, Shift, 1);
        using FieldMatrix forward = CosetLde.Transform(trace, Shift, 1);
        for (int threads = 2; threads <= 4; threads++)
        {
            using FieldMatrix again = CosetLde.Extend(trace, 2, Shift, threads);
            ShouldEqual(again, extended, $"extension, {threads} threads");
            using FieldMatrix inverseAgain = CosetLde.InverseTransform(trace, Shift, threads);
            ShouldEqual(inverseAgain, inverse, $"inverse, {threads} threads");
            using FieldMatrix forwardAgain = CosetLde.Transform(trace, Shift, threads);
            ShouldEqual(forwardAgain, forward, $"forward, {threads} threads");
        }
    }

    [Fact]
    public void Extend_ByShiftQuotient_ContinuesValuesOnACoset()
    {
        KoalaBear sourceShift = KoalaBear.FromCanonical(5);
        using FieldMatrix coefficients = RandomMatrix(64, 10, 10);
        using FieldMatrix onSource = CosetLde.Transform(coefficients, sourceShift, 1);
        using FieldMatrix expected = NaiveTransform.Evaluate(coefficients, Shift, 2);
        using FieldMatrix actual = CosetLde.Extend(onSource, 2, Shift * sourceShift.Inverse(), 1);
        ShouldEqual(actual, expected, "shift quotient");
    }

    [Fact]
    public void Extend_OfAnExtensionVector_ActsOnCoefficients()
    {
        Prng prng = new(Seed);
        Ext5[] values = new Ext5[32];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = prng.NextExt();
        }

        using FieldMatrix trace = FieldMatrix.FromExt(values);
        using FieldMatrix coefficients = CosetLde.InverseTransform(trace, KoalaBear.One, 1);
        using FieldMatrix extended = CosetLde.Extend(trace, 1, Shift, 1);
        KoalaBear point = Shift;
        for (int i = 0; i < 64; i++)
        {
            Ext5 sum = Ext5.Zero;
            for (int k = 31; k >= 0; k--)
            {
                sum = (sum * point) + coefficients.ExtElements[k];
            }

            extended.ExtElements[i].ShouldBe(sum, $"point {i}, seed {Seed:x}");
            point *= KoalaBear.TwoAdicGenerator(6);
        }
    }

    [Fact]
    public void Extend_LeavesItsSourceAndReturnsItsScratch()
    {
        using FieldMatrix trace = RandomMatrix(1 << 12, 20, 24);
        using FieldMatrix copy = FieldMatrix.Rent(trace.Height, trace.Width, trace.Stride, new FieldBufferPool());
        for (int i = 0; i < trace.Height; i++)
        {
            trace.Row(i).CopyTo(copy.Row(i));
        }

        using FieldMatrix extended = CosetLde.Extend(trace, 1, Shift, 2);
        ShouldEqual(trace, copy, "source");
        extended.Stride.ShouldBe(extended.Width);
    }

    [Fact]
    public void Transforms_OfNothing_AreEmpty()
    {
        using FieldMatrix noColumns = FieldMatrix.Zeros(8, 0);
        using FieldMatrix extended = CosetLde.Extend(noColumns, 1, Shift, 1);
        extended.Height.ShouldBe(16);
        extended.Width.ShouldBe(0);
    }

    [Fact]
    public void Transforms_ImpossibleArguments_AreRefused()
    {
        using FieldMatrix three = FieldMatrix.Zeros(3, 1);
        using FieldMatrix none = FieldMatrix.Zeros(0, 1);
        using FieldMatrix four = FieldMatrix.Zeros(4, 1);
        Should.Throw<ArgumentException>(() => CosetLde.Extend(three, 1, Shift, 1));
        Should.Throw<ArgumentException>(() => CosetLde.Extend(none, 1, Shift, 1));
        Should.Throw<ArgumentException>(() => CosetLde.Extend(four, 1, KoalaBear.Zero, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => CosetLde.Extend(four, 23, Shift, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => CosetLde.Extend(four, -1, Shift, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => CosetLde.Extend(four, 1, Shift, 0));
        Should.Throw<ArgumentException>(() => CosetLde.Transform(three, Shift, 1));
        Should.Throw<ArgumentException>(() => CosetLde.InverseTransform(four, KoalaBear.Zero, 1));
    }

    private static IEnumerable<InstructionSet> Supported()
    {
        return Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported);
    }

    private static FieldMatrix RandomMatrix(int height, int width, int stride)
    {
        FieldMatrix matrix = FieldMatrix.Rent(height, width, stride, FieldBufferPool.Shared);
        Prng prng = new(Seed);
        for (int i = 0; i < height; i++)
        {
            prng.NextFields(matrix.Row(i));
        }

        return matrix;
    }

    private static void ShouldEqual(FieldMatrix actual, FieldMatrix expected, string what)
    {
        actual.Height.ShouldBe(expected.Height, what);
        actual.Width.ShouldBe(expected.Width, what);
        for (int i = 0; i < expected.Height; i++)
        {
            if (!actual.Row(i).SequenceEqual(expected.Row(i)))
            {
                actual.Row(i).ToArray().ShouldBe(expected.Row(i).ToArray(), $"{what}, row {i}, seed {Seed:x}");
            }
        }
    }
}
