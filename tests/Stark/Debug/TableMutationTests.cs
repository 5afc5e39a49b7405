using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class TableMutationTests
{
    [Fact]
    public void Mutation_CompleteMachine_NothingSurvives()
    {
        using MachineRun run = new(new AdditionMachine());

        TableMutation.FindSurvivors(run.Combined, run.PublicValues).ShouldBeEmpty();
    }

    [Fact]
    public void Mutation_ForgottenConstraint_Survives()
    {
        // The second column is meant to be the square of the first, but nobody says so on the last row.
        TableBuilder builder = new("squares", 2);
        Column a = builder.Main("a");
        Column b = builder.Main("b");
        builder.AssertZero(a - 3, "three");
        builder.When(builder.IsTransition).AssertEqual(b, a * a, "square");
        Table table = builder.Build();
        using FieldMatrix trace = FieldMatrix.Zeros(4, 2);
        for (int row = 0; row < 4; row++)
        {
            trace[row, 0] = KoalaBear.FromCanonical(3);
            trace[row, 1] = KoalaBear.FromCanonical(9);
        }

        TableMutation.FindSurvivors([new TableTrace(table, trace)], [])
            .ShouldBe([new SurvivingMutation("squares", "b", 3, KoalaBear.One)]);
        trace[3, 1].ShouldBe(KoalaBear.FromCanonical(9), "the trace is as before");
    }

    [Fact]
    public void Mutation_ColumnReadOnlyAsNextRow_IsNoticedThere()
    {
        TableBuilder builder = new("shifted", 2);
        Column a = builder.Main("a");
        builder.AssertZero(a.Next - 1, "all ones");
        Table table = builder.Build();
        using FieldMatrix trace = FieldMatrix.Zeros(4, 1);
        trace.Elements.Fill(KoalaBear.One);

        TableMutation.FindSurvivors([new TableTrace(table, trace)], []).ShouldBeEmpty();
    }

    [Fact]
    public void Mutation_ChosenRows_AreTheOnlyOnes()
    {
        TableBuilder builder = new("free", 3);
        builder.Main("a");
        Table table = builder.Build();
        using FieldMatrix trace = FieldMatrix.Zeros(8, 1);

        TableMutation.FindSurvivors([new TableTrace(table, trace)], [], _ => [2, 5]).Select(s => s.Row).ShouldBe([2, 5]);
    }

    [Fact]
    public void Mutation_InvalidTraces_AreRefused()
    {
        using MachineRun run = new(new AdditionMachine());
        run.PublicValues[0] += KoalaBear.One;

        Should.Throw<ArgumentException>(() => TableMutation.FindSurvivors(run.Combined, run.PublicValues));
    }
}
