using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class DebugCheckerTests
{
    [Fact]
    public void Check_ViolatedConstraint_IsNamedWithTableRowAndColumns()
    {
        using MachineRun run = new(new AdditionMachine());
        run.Traces[0].Row(7)[1] += KoalaBear.One;

        ConstraintViolation violation = DebugChecker.Check(run.Combined, run.PublicValues).ShouldBeOfType<ConstraintViolation>();

        violation.Table.ShouldBe("chain");
        violation.Row.ShouldBe(6);
        violation.Constraint.ShouldBe("the clock advances");
        violation.Columns.ShouldContain(c => c == "clock' = 8");
        violation.Columns.ShouldContain(c => c == "step' = 7");
        violation.Describe().ShouldContain("row 6");
    }

    [Fact]
    public void Check_WrongPublicValue_ViolatesTheBoundaryRow()
    {
        using MachineRun run = new(new AdditionMachine());
        run.PublicValues[1] += KoalaBear.One;

        ConstraintViolation violation = DebugChecker.Check(run.Combined, run.PublicValues).ShouldBeOfType<ConstraintViolation>();

        violation.Row.ShouldBe(31);
        violation.Constraint.ShouldBe("ends at the second public value");
    }

    [Fact]
    public void Check_UnbalancedBus_IsNamedWithTupleNetAndPlaces()
    {
        using MachineRun run = new(new AdditionMachine());
        run.Traces[2][200, 0] += KoalaBear.FromCanonical(3);

        BusImbalance imbalance = DebugChecker.Check(run.Combined, run.PublicValues).ShouldBeOfType<BusImbalance>();

        imbalance.Bus.ShouldBe("bytes");
        imbalance.Tuple.ShouldBe([KoalaBear.FromCanonical(200)]);
        imbalance.SignedNet.ShouldBe(-3);
        imbalance.Received.ShouldContain(place => place.StartsWith("bytes row 200", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_MultiplicityBeyondBound_IsFound()
    {
        Bus bus = new("bus", 1);
        TableBuilder builder = new("table", 2);
        Column a = builder.Main("a");
        Column m = builder.Main("m");
        builder.Send(bus, [a], m, MultiplicityBound.PerRow(2));
        builder.Receive(bus, [a], m, MultiplicityBound.Total(6));
        Table table = builder.Build();

        CheckMultiplicities(table, 2, 2, 2, 0).ShouldBeNull();
        MultiplicityViolation perRow = CheckMultiplicities(table, 1, 3, 0, 0).ShouldBeOfType<MultiplicityViolation>();
        (perRow.Row, perRow.Interaction, perRow.Multiplicity).ShouldBe((1, 0, 3UL));
        MultiplicityViolation total = CheckMultiplicities(table, 2, 2, 2, 1).ShouldBeOfType<MultiplicityViolation>();
        (total.Row, total.Interaction, total.Multiplicity).ShouldBe((3, 1, 7UL));
        CheckMultiplicities(table, -1, 0, 0, 0).ShouldBeOfType<MultiplicityViolation>("a negative multiplicity is a huge one");
    }

    [Fact]
    public void Check_WrongShape_IsReported()
    {
        using MachineRun run = new(new AdditionMachine());
        using FieldMatrix wrong = FieldMatrix.Zeros(16, run.Tables[0].MainWidth);

        DebugChecker.Check([new TableTrace(run.Tables[0], wrong, run.Preprocessed[0])], run.PublicValues)
            .ShouldBe(new ShapeMismatch("chain"));
    }

    private static DebugFinding? CheckMultiplicities(Table table, params int[] multiplicities)
    {
        using FieldMatrix trace = FieldMatrix.Zeros(table.Height, table.MainWidth);
        for (int row = 0; row < multiplicities.Length; row++)
        {
            trace[row, 1] = ((Expr)multiplicities[row]).ConstantValue!.Value;
        }

        return DebugChecker.Check([new TableTrace(table, trace)], []);
    }
}
