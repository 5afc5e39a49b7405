using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark.Tests;

public sealed class Poseidon2ColumnsTests
{
    [Fact]
    public void Columns_OfOnePermutation_AreAsSpecified()
    {
        Table table = new Poseidon2Table(logHeight: 2, permutationsPerRow: 1).Table;

        table.MainWidth.ShouldBe(164);
        table.Constraints.Length.ShouldBe(148);
        table.MaxDegree.ShouldBe(3);
        table.Constraints.Count(c => c.Degree == 3).ShouldBe(148);
    }

    [Fact]
    public void Trace_EveryPermutation_EqualsTheNativeOne()
    {
        Poseidon2Table machine = new(logHeight: 5, permutationsPerRow: 3);
        using FieldMatrix trace = machine.GenerateTrace(seed: 3, threads: 1);

        KoalaBear[] state = new KoalaBear[Poseidon2W16.StateWidth];
        for (int row = 0; row < trace.Height; row++)
        {
            for (int i = 0; i < machine.PermutationsPerRow; i++)
            {
                Span<KoalaBear> columns = trace.Row(row).Slice(i * Poseidon2Columns.ColumnCount, Poseidon2Columns.ColumnCount);
                columns[..state.Length].CopyTo(state);
                Poseidon2W16.Permute(state);
                columns[^state.Length..].ToArray().ShouldBe(state);
            }
        }

        DebugChecker.Check([new TableTrace(machine.Table, trace)], []).ShouldBeNull();
    }

    [Fact]
    public void Trace_NumberOfThreads_DoesNotMatter()
    {
        Poseidon2Table machine = new(logHeight: 9, permutationsPerRow: 1);
        using FieldMatrix one = machine.GenerateTrace(seed: 4, threads: 1);
        using FieldMatrix three = machine.GenerateTrace(seed: 4, threads: 3);

        three.Elements.SequenceEqual(one.Elements).ShouldBeTrue();
    }

    [Fact]
    public void Trace_AnyChangedCell_IsNoticed()
    {
        Poseidon2Table machine = new(logHeight: 1, permutationsPerRow: 1);
        using FieldMatrix trace = machine.GenerateTrace(seed: 5, threads: 1);

        TableMutation.FindSurvivors([new TableTrace(machine.Table, trace)], []).ShouldBeEmpty();
    }
}
