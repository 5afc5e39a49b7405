using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class QuotientKernelTests
{
    [Theory]
    [MemberData(nameof(SimdLevels.Available), MemberType = typeof(SimdLevels))]
    public void Quotient_RandomTables_AgreesWithTheVerifiersFolding(InstructionSet level)
    {
        // The matrices are random, no extensions of anything: every row must still be what the verifier computes from its values.
        for (ulong seed = 1; seed <= 30; seed++)
        {
            Prng prng = new(seed);
            Table table = RandomTable.Create(prng, logHeight: prng.NextInt(1, 9), degreeLimit: prng.NextInt(2, 6));
            QuotientInputs inputs = RandomTable.QuotientInputs(prng, table, table.LogQuotientChunks + prng.NextInt(3));

            using FieldMatrix quotient = QuotientKernel.Evaluate(level, inputs, threads: 1);

            for (int row = 0; row < quotient.Height; row++)
            {
                quotient.ExtElements[row].ShouldBe(Expected(inputs, row), $"seed {seed}, row {row}");
            }
        }
    }

    [Fact]
    public void Quotient_NumberOfThreads_DoesNotMatter()
    {
        Prng prng = new(77);
        Table table = RandomTable.Create(prng, logHeight: 11);
        QuotientInputs inputs = RandomTable.QuotientInputs(prng, table, 2);

        using FieldMatrix one = QuotientKernel.Evaluate(inputs, threads: 1);
        using FieldMatrix five = QuotientKernel.Evaluate(inputs, threads: 5);

        five.Elements.SequenceEqual(one.Elements).ShouldBeTrue();
    }

    [Fact]
    public void Quotient_WrongShapes_AreRefused()
    {
        Prng prng = new(5);
        Table table = RandomTable.Create(prng, logHeight: 3);
        QuotientInputs good = RandomTable.QuotientInputs(prng, table, 2);

        Should.Throw<ArgumentException>(() => QuotientKernel.Evaluate(Change(good, logBlowup: 3), 1));
        Should.Throw<ArgumentException>(() => QuotientKernel.Evaluate(Change(good, publicValues: 0), 1));
        using FieldMatrix narrow = FieldMatrix.Zeros(good.Main.Height, table.MainWidth + 1);
        Should.Throw<ArgumentException>(() => QuotientKernel.Evaluate(Change(good, main: narrow), 1));
    }

    [Fact]
    public void Quotient_ValidTraces_IsAPolynomialThatTheVerifierRecomputes()
    {
        using MachineRun run = new(new AdditionMachine());
        for (int i = 0; i < run.Tables.Length; i++)
        {
            (Ext5 expected, Ext5 recomputed, int degree) = AtRandomPoint(run, i);

            // A trace that violates a constraint has a quotient of full degree: the division by Z leaves a remainder.
            recomputed.ShouldBe(expected, run.Tables[i].Name);
            degree.ShouldBeLessThan(QuotientKernel.Rows(run.Tables[i]) - 1, run.Tables[i].Name);
        }
    }

    [Fact]
    public void Quotient_OneChangedCell_IsNoSuchPolynomial()
    {
        using MachineRun run = new(new AdditionMachine());
        run.Traces[0][3, 2] += KoalaBear.One;

        (Ext5 expected, Ext5 recomputed, _) = AtRandomPoint(run, 0);

        recomputed.ShouldNotBe(expected);
    }

    /// <summary>
    /// Interpolates the quotient from its domain and compares it, at a random point, with the folding of the columns' values there.
    /// </summary>
    private static (Ext5 Expected, Ext5 Recomputed, int Degree) AtRandomPoint(MachineRun run, int index)
    {
        Table table = run.Tables[index];
        Prng prng = new(31);
        Ext5 alpha = prng.NextExt();
        Ext5 zeta = prng.NextExt();
        (FieldMatrix? permutation, Ext5 terminal) = run.Permutation(index);
        const int LogBlowup = 2;
        QuotientInputs inputs = new()
        {
            Table = table,
            LogBlowup = LogBlowup,
            Main = Polynomials.Extend(run.Traces[index], LogBlowup, KoalaBear.Generator),
            Preprocessed = Extend(run.Preprocessed[index], LogBlowup),
            Permutation = Extend(permutation, LogBlowup),
            PublicValues = run.PublicValues,
            Key = run.Key,
            Terminal = terminal,
            Alpha = alpha,
        };
        using FieldMatrix quotient = QuotientKernel.Evaluate(inputs, threads: 1);
        Ext5[] coefficients = Polynomials.Interpolate(quotient.ExtElements, KoalaBear.Generator);

        Ext5 next = zeta * KoalaBear.TwoAdicGenerator(table.LogHeight);
        Ext5 vanishing = zeta.Pow((ulong)table.Height) - Ext5.One;
        Ext5 folded = Fold(run, index, permutation, terminal, zeta, next, alpha);
        int degree = Array.FindLastIndex(coefficients, c => !c.IsZero);
        return (Polynomials.Evaluate(coefficients, zeta) * vanishing, folded, degree);
    }

    private static Ext5 Fold(
        MachineRun run, int index, FieldMatrix? permutation, Ext5 terminal, Ext5 zeta, Ext5 next, Ext5 alpha)
    {
        Table table = run.Tables[index];
        Ext5 vanishing = zeta.Pow((ulong)table.Height) - Ext5.One;
        Ext5 lastRow = Ext5.FromBase(KoalaBear.TwoAdicGenerator(table.LogHeight).Inverse());
        RowView<Ext5> row = new()
        {
            MainLocal = Polynomials.EvaluateColumns(run.Traces[index], zeta),
            MainNext = Polynomials.EvaluateColumns(run.Traces[index], next),
            PreprocessedLocal = Polynomials.EvaluateColumns(run.Preprocessed[index], zeta),
            PreprocessedNext = Polynomials.EvaluateColumns(run.Preprocessed[index], next),
            PublicValues = Array.ConvertAll(run.PublicValues, Ext5.FromBase),
            IsFirst = vanishing * (zeta - Ext5.One).Inverse(),
            IsLast = vanishing * (zeta - lastRow).Inverse(),
            IsTransition = zeta - lastRow,
        };
        PermutationView<Ext5> view = new()
        {
            Local = Polynomials.EvaluateColumns(permutation, zeta),
            Next = Polynomials.EvaluateColumns(permutation, next),
            Terminal = terminal,
        };
        return VerifierFolding.For(table).Fold(row, view, run.Key, alpha);
    }

    private static FieldMatrix? Extend(FieldMatrix? trace, int logBlowup) =>
        trace is null ? null : Polynomials.Extend(trace, logBlowup, KoalaBear.Generator);

    private static QuotientInputs Change(
        QuotientInputs inputs, int? logBlowup = null, int? publicValues = null, FieldMatrix? main = null) => new()
        {
            Table = inputs.Table,
            LogBlowup = logBlowup ?? inputs.LogBlowup,
            Main = main ?? inputs.Main,
            Preprocessed = inputs.Preprocessed,
            Permutation = inputs.Permutation,
            PublicValues = inputs.PublicValues[..(publicValues ?? inputs.PublicValues.Length)],
            Key = inputs.Key,
            Terminal = inputs.Terminal,
            Alpha = inputs.Alpha,
        };

    private static Ext5 Expected(QuotientInputs inputs, int row)
    {
        Table table = inputs.Table;
        int logDomain = table.LogHeight + table.LogQuotientChunks;
        int step = 1 << (inputs.LogBlowup - table.LogQuotientChunks);
        int local = row * step;
        int next = (local + (1 << inputs.LogBlowup)) & (inputs.Main.Height - 1);
        KoalaBear x = inputs.Shift * KoalaBear.TwoAdicGenerator(logDomain).Pow((ulong)row);
        KoalaBear vanishing = x.Pow((ulong)table.Height) - KoalaBear.One;
        KoalaBear lastRow = KoalaBear.TwoAdicGenerator(table.LogHeight).Inverse();
        RowView<Ext5> view = new()
        {
            MainLocal = Lift(inputs.Main.Row(local)),
            MainNext = Lift(inputs.Main.Row(next)),
            PreprocessedLocal = inputs.Preprocessed is null ? default : Lift(inputs.Preprocessed.Row(local)),
            PreprocessedNext = inputs.Preprocessed is null ? default : Lift(inputs.Preprocessed.Row(next)),
            PublicValues = Lift(inputs.PublicValues.Span),
            IsFirst = Ext5.FromBase(vanishing * (x - KoalaBear.One).Inverse()),
            IsLast = Ext5.FromBase(vanishing * (x - lastRow).Inverse()),
            IsTransition = Ext5.FromBase(x - lastRow),
        };
        PermutationView<Ext5> permutation = new()
        {
            Local = inputs.Permutation is null ? default : Lift(inputs.Permutation.Row(local)),
            Next = inputs.Permutation is null ? default : Lift(inputs.Permutation.Row(next)),
            Terminal = inputs.Terminal,
        };
        Ext5 folded = VerifierFolding.For(table).Fold(view, permutation, inputs.Key, inputs.Alpha);
        return folded * vanishing.Inverse();
    }

    private static Ext5[] Lift(ReadOnlySpan<KoalaBear> values) => Array.ConvertAll(values.ToArray(), Ext5.FromBase);
}
