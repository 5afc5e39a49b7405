using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class PermutationTraceTests
{
    [Theory]
    [MemberData(nameof(SimdLevels.Available), MemberType = typeof(SimdLevels))]
    public void Trace_RandomTables_FollowsTheDefinition(InstructionSet level)
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Prng prng = new(seed);
            Table table = RandomTable.Create(prng, logHeight: prng.NextInt(1, 10));
            if (!table.HasInteractions)
            {
                continue;
            }

            PermutationInputs inputs = RandomTable.PermutationInputs(prng, table);
            using FieldMatrix trace = PermutationTrace.Generate(level, inputs, threads: 1, out Ext5 terminal);

            ShouldFollowTheDefinition(inputs, trace, terminal, seed);
        }
    }

    [Fact]
    public void Trace_NumberOfThreads_DoesNotMatter()
    {
        Prng prng = new(8);
        Table table = RandomTable.Create(prng, logHeight: 11);
        table.HasInteractions.ShouldBeTrue();
        PermutationInputs inputs = RandomTable.PermutationInputs(prng, table);

        using FieldMatrix one = PermutationTrace.Generate(SimdLevel.Current, inputs, threads: 1, out Ext5 first);
        using FieldMatrix four = PermutationTrace.Generate(SimdLevel.Current, inputs, threads: 4, out Ext5 second);

        second.ShouldBe(first);
        four.Elements.SequenceEqual(one.Elements).ShouldBeTrue();
    }

    [Fact]
    public void Trace_ZeroFingerprint_IsRefused()
    {
        TableBuilder builder = new("table", 3);
        builder.Send(new Bus("bus", 1), [builder.Main("a")], 1);
        Table table = builder.Build();

        // alpha + beta - e is zero for e = 5.
        FingerprintKey<Ext5> key = VerifierFolding.Key(
            BusLayout.Create([table]), Ext5.FromBase(KoalaBear.FromCanonical(2)), Ext5.FromBase(KoalaBear.FromCanonical(3)));
        using FieldMatrix main = FieldMatrix.Zeros(table.Height, 1);
        main[4, 0] = KoalaBear.FromCanonical(5);

        Should.Throw<DivideByZeroException>(
            () => PermutationTrace.Generate(table, main, null, ReadOnlyMemory<KoalaBear>.Empty, key, 1, out _));
    }

    [Fact]
    public void Trace_WrongShape_IsRefused()
    {
        TableBuilder builder = new("table", 3);
        builder.Send(new Bus("bus", 1), [builder.Main("a")], 1);
        Table table = builder.Build();
        FingerprintKey<Ext5> key = VerifierFolding.Key(BusLayout.Create([table]), Ext5.One, Ext5.Generator);
        using FieldMatrix tooWide = FieldMatrix.Zeros(table.Height, 2);

        Should.Throw<ArgumentException>(
            () => PermutationTrace.Generate(table, tooWide, null, ReadOnlyMemory<KoalaBear>.Empty, key, 1, out _));
    }

    private static void ShouldFollowTheDefinition(PermutationInputs inputs, FieldMatrix trace, Ext5 terminal, ulong seed)
    {
        Table table = inputs.Table;
        TraceRowEvaluator evaluator = new(new TableTrace(table, inputs.Main, inputs.Preprocessed), inputs.PublicValues.Span);
        Ext5 accumulator = Ext5.Zero;
        for (int row = 0; row < table.Height; row++)
        {
            evaluator.Evaluate(row);
            new Ext5(trace.Row(row)[..5]).ShouldBe(accumulator, $"seed {seed}, row {row}");
            for (int j = 0; j < table.FractionColumns; j++)
            {
                FractionColumn column = table.Fractions[j];
                Ext5 expected = Fraction(evaluator, inputs, column.First);
                expected += column.IsSingle ? Ext5.Zero : Fraction(evaluator, inputs, column.Second);
                new Ext5(trace.Row(row).Slice(5 * (j + 1), 5)).ShouldBe(expected, $"seed {seed}, row {row}, fraction {j}");
                accumulator += expected;
            }
        }

        terminal.ShouldBe(accumulator, $"seed {seed}");
    }

    private static Ext5 Fraction(TraceRowEvaluator evaluator, PermutationInputs inputs, int index)
    {
        Interaction interaction = inputs.Table.Interactions[index];
        BusTuple tuple = evaluator.Tuple(index);
        Ext5 denominator = inputs.Key.BaseOf(interaction.Bus);
        for (int i = 0; i < tuple.Values.Length; i++)
        {
            denominator -= inputs.Key.Weight(interaction.Bus, i) * tuple.Values[i];
        }

        Ext5 fraction = denominator.Inverse() * evaluator.Multiplicity(index);
        return interaction.Direction == BusDirection.Send ? fraction : -fraction;
    }
}
