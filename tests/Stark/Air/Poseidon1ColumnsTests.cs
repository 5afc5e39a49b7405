using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark.Tests;

public sealed class Poseidon1ColumnsTests
{
    [Fact]
    public void Columns_OfOnePermutation_AreAsSpecified()
    {
        (Table table, Poseidon1Columns columns) = Describe(logHeight: 2, outputCount: 16);

        columns.ColumnCount.ShouldBe(164);
        table.MainWidth.ShouldBe(columns.ColumnCount);
        table.Constraints.Length.ShouldBe(columns.ConstraintCount);
        table.Constraints.Count(c => c.Degree == 3).ShouldBe(148);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    public void Trace_EveryPermutation_EqualsTheNativeOne(int outputCount)
    {
        // 37 rows: two registers of sixteen lanes and a rest that is done one by one.
        const int Rows = 37;
        (Table table, Poseidon1Columns columns) = Describe(logHeight: 6, outputCount);
        using FieldMatrix trace = Inputs(table, seed: 3);
        columns.Fill(trace, 0, Rows);
        columns.Fill(trace, Rows, trace.Height - Rows);

        KoalaBear[] state = new KoalaBear[Poseidon1W16.StateWidth];
        for (int row = 0; row < trace.Height; row++)
        {
            trace.Row(row)[..state.Length].CopyTo(state);
            Poseidon1W16.Permute(state);
            trace.Row(row)[^outputCount..].ToArray().ShouldBe(state[..outputCount]);
        }

        DebugChecker.Check([new TableTrace(table, trace)], []).ShouldBeNull();
    }

    [Fact]
    public void Filling_EveryInstructionSet_GivesTheSameColumns()
    {
        (Table table, Poseidon1Columns columns) = Describe(logHeight: 5, outputCount: 8);
        using FieldMatrix scalar = Fill(InstructionSet.Scalar);

        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            using FieldMatrix packed = Fill(level);
            packed.Elements.SequenceEqual(scalar.Elements).ShouldBeTrue(level.ToString());
        }

        FieldMatrix Fill(InstructionSet level)
        {
            FieldMatrix trace = Inputs(table, seed: 7);
            Poseidon1Filling filling = new(trace, columns.Input[0].Index, columns.Output.Length, 0, trace.Height);
            SimdLevel.Run(level, ref filling);
            return trace;
        }
    }

    [Fact]
    public void Trace_OfTheKnownAnswer_EndsInIt()
    {
        (Table table, Poseidon1Columns columns) = Describe(logHeight: 1, outputCount: 16);
        using FieldMatrix trace = FieldMatrix.Zeros(table.Height, table.MainWidth);
        for (int i = 0; i < Poseidon1W16.StateWidth; i++)
        {
            trace[0, i] = KoalaBear.FromCanonical((uint)i);
        }

        columns.Fill(trace, 0, trace.Height);

        // The answer of leanSpec and Plonky3 to 0, 1, ..., 15.
        trace.Row(0)[^16..].ToArray().Select(e => e.ToCanonical()).ShouldBe(
        [
            610090613, 935319874, 1893335292, 796792199, 356405232, 552237741, 55134556, 1215104204,
            1823723405, 1133298033, 1780633798, 1453946561, 710069176, 1128629550, 1917333254, 1175481618,
        ]);
    }

    [Fact]
    public void Trace_AnyChangedCell_IsNoticed()
    {
        (Table table, Poseidon1Columns columns) = Describe(logHeight: 1, outputCount: 8);
        using FieldMatrix trace = Inputs(table, seed: 5);
        columns.Fill(trace, 0, trace.Height);

        TableMutation.FindSurvivors([new TableTrace(table, trace)], []).ShouldBeEmpty();
    }

    private static (Table Table, Poseidon1Columns Columns) Describe(int logHeight, int outputCount)
    {
        TableBuilder builder = new("poseidon1", logHeight);
        Poseidon1Columns columns = new(builder.Columns, outputCount);
        columns.Constrain(builder.Always);
        return (builder.Build(), columns);
    }

    private static FieldMatrix Inputs(Table table, ulong seed)
    {
        FieldMatrix trace = FieldMatrix.Zeros(table.Height, table.MainWidth);
        Prng prng = new(seed);
        for (int row = 0; row < trace.Height; row++)
        {
            prng.NextFields(trace.Row(row)[..Poseidon1Columns.Width]);
        }

        return trace;
    }
}
