using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class TableBuilderTests
{
    private readonly TableBuilder _builder = new("shop", 4);

    [Fact]
    public void AssertZero_DegreeAboveLimit_IsRefusedWithTableAndName()
    {
        Column a = _builder.Main("a");

        AirDefinitionException error = Should.Throw<AirDefinitionException>(
            () => _builder.When(a).AssertZero(a * a * a, "too high"));

        error.Message.ShouldContain("'shop'");
        error.Message.ShouldContain("'too high'");
        error.Message.ShouldContain("degree 4");
    }

    [Fact]
    public void AssertZero_DegreeAtDeclaredLimit_IsAccepted()
    {
        TableBuilder builder = new("table", 4, degreeLimit: 5);
        Column a = builder.Main("a");

        builder.AssertZero(a * a * a * a * a, "five");

        Table table = builder.Build();
        table.MaxDegree.ShouldBe(5);
        table.LogQuotientChunks.ShouldBe(2);
    }

    [Fact]
    public void AssertZero_SumWithSelector_IsRefused()
    {
        Column a = _builder.Main("a");

        Should.Throw<AirDefinitionException>(() => _builder.AssertZero((1 - _builder.IsFirst) * a, "not normalised"))
            .Message.ShouldContain("not normalised");
        Should.NotThrow(() => _builder.When(_builder.IsFirst).AssertZero(a - 1, "factor"));
    }

    [Fact]
    public void AssertZero_Constant_IsRefused()
    {
        Column a = _builder.Main("a");

        Should.Throw<AirDefinitionException>(() => _builder.AssertZero(a - a, "vacuous"));
        Should.Throw<AirDefinitionException>(() => _builder.AssertZero(3, "impossible"));
    }

    [Fact]
    public void Names_DeclaredTwice_AreRefused()
    {
        Column a = _builder.Main("a");
        _builder.AssertZero(a, "zero");

        Should.Throw<AirDefinitionException>(() => _builder.Preprocessed("a"));
        Should.Throw<AirDefinitionException>(() => _builder.AssertZero(a * a, "zero"));
        Should.Throw<AirDefinitionException>(() => _builder.MainArray("b", 2).Add(_builder.Main("b[1]")));
    }

    [Fact]
    public void Send_WrongTupleWidth_IsRefused()
    {
        Column a = _builder.Main("a");
        Bus bus = new("wide", 3);

        Should.Throw<AirDefinitionException>(() => _builder.Send(bus, [a, a], 1)).Message.ShouldContain("wide/3");
        Should.Throw<AirDefinitionException>(() => _builder.Receive(bus, [a, a, a, a], 1));
    }

    [Fact]
    public void Send_DegreeTooHighForAFraction_IsRefused()
    {
        Column a = _builder.Main("a");
        Bus bus = new("bus", 1);

        Should.Throw<AirDefinitionException>(() => _builder.Send(bus, [a * a * a], 1));
        Should.Throw<AirDefinitionException>(() => _builder.Send(bus, [a], a * a * a * a));
        Should.NotThrow(() => _builder.Send(bus, [a * a], a * a * a));
    }

    [Fact]
    public void Send_SelectorInside_IsRefused()
    {
        Column a = _builder.Main("a");
        Bus bus = new("bus", 1);

        Should.Throw<AirDefinitionException>(() => _builder.Send(bus, [a], _builder.IsFirst));
        Should.Throw<AirDefinitionException>(() => _builder.Send(bus, [a * _builder.IsLast], 1));
        Should.Throw<AirDefinitionException>(() => _builder.When(_builder.IsTransition).Send(bus, [a], 1));
    }

    [Fact]
    public void Build_Twice_IsRefused()
    {
        Column a = _builder.Main("a");
        _builder.Build();

        Should.Throw<InvalidOperationException>(() => _builder.Build());
        Should.Throw<InvalidOperationException>(() => _builder.AssertZero(a, "late"));
        Should.Throw<InvalidOperationException>(() => _builder.Main("late"));
    }

    [Fact]
    public void When_Nested_MultipliesConditions()
    {
        Column a = _builder.Main("a");
        Column b = _builder.Main("b");
        Column c = _builder.Main("c");
        _builder.When(a).When(b).AssertZero(c, "nested");
        _builder.AssertZero(a * b * c, "direct");

        Table table = _builder.Build();

        table.Constraints[0].Node.ShouldBe(table.Constraints[1].Node);
        table.Constraints[0].Degree.ShouldBe(3);
    }

    [Fact]
    public void AssertOneHot_Flags_AreBitsThatAddUpToOne()
    {
        Column[] flags = [.. _builder.MainArray("flag", 3)];
        _builder.AssertOneHot(flags, "mode");
        Table table = _builder.Build();
        table.Constraints.Length.ShouldBe(4);

        Holds(table, 0, 1, 0).ShouldBeTrue();
        Holds(table, 0, 0, 0).ShouldBeFalse();
        Holds(table, 1, 1, 0).ShouldBeFalse();
        Holds(table, 2, -1, 0).ShouldBeFalse();
    }

    [Fact]
    public void Scope_NestedGroups_QualifyNames()
    {
        ColumnScope outer = _builder.Columns.Scope("left");

        outer.Main("x").Name.ShouldBe("left.x");
        outer.Scope("digits").MainArray("d", 2)[1].Name.ShouldBe("left.digits.d[1]");
        _builder.Build().MainColumnNames.ShouldBe(["left.x", "left.digits.d[0]", "left.digits.d[1]"]);
    }

    [Fact]
    public void Build_NextRowUse_IsReportedPerTrace()
    {
        Column a = _builder.Main("a");
        Column p = _builder.Preprocessed("p");
        _builder.When(_builder.IsTransition).AssertEqual(p.Next, a, "looks ahead");
        Expr unused = a.Next + 1;
        unused.Degree.ShouldBe(1);

        Table table = _builder.Build();

        table.UsesNextPreprocessed.ShouldBeTrue();
        table.UsesNextMain.ShouldBeFalse("an expression that nothing states does not count");
    }

    private static bool Holds(Table table, params int[] row)
    {
        KoalaBear[] values = Array.ConvertAll(row, v => ((Expr)v).ConstantValue!.Value);
        ConstraintEvaluator<KoalaBear, FieldAlgebra<KoalaBear>> evaluator = new(table, default);
        evaluator.Evaluate(new RowView<KoalaBear> { MainLocal = values, IsFirst = default, IsLast = default, IsTransition = default });
        return Enumerable.Range(0, table.Constraints.Length).All(i => evaluator.Constraint(i).IsZero);
    }
}
