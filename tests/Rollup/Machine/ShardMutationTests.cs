using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// Every cell of every live row, changed in an honest trace, violates a constraint or a bus, but for the cells that
/// <see cref="FreeCells"/> lists; and every cell that it lists is free.
/// </summary>
public sealed class ShardMutationTests
{
    [Fact]
    public void Mutation_RowsOfEachRole_AreNoticedUnlessDeclaredFree()
    {
        ShardLayout layout = ShardBatches.Medium.Layout;

        // The rows of a transfer and of a pad where something begins, ends or differs from its neighbours.
        int[] signature = [0, 1, 57, .. Enumerable.Range(108, 12), 134, 135, 136, 137, 138, 139, 140, 150, 151];
        int[] update = [0, 1, 2, 3, 4, layout.UpdateRows - 2, layout.UpdateRows - 1];
        int[] hashes =
        [
            .. signature,
            .. update.Select(row => layout.UpdateRow(1) + row),
            .. update.Select(row => layout.UpdateRow(20) + row),
            layout.DataRow, layout.StateRow - 1, layout.StateRow, layout.StateRow + 1,
        ];
        CheckRows(KoalaBear.One, table => table.Name switch
        {
            HashTable.Name => hashes,
            RangeTable.Name => Enumerable.Range(0, 64),
            _ => new FreeCells(ShardBatches.Medium).LiveRows(table),
        });
    }

    [TierTheory(TestTier.Long)]
    [InlineData(1u)]
    [InlineData(0x12345678u)]
    public void Mutation_EveryCellOfEveryLiveRow_IsNoticedUnlessDeclaredFree(uint delta) =>
        CheckRows(KoalaBear.FromCanonical(delta), new FreeCells(ShardBatches.Medium).LiveRows);

    private static void CheckRows(KoalaBear delta, Func<Table, IEnumerable<int>> rows)
    {
        ShardMachine machine = ShardBatches.Medium;
        FreeCells free = new(machine);
        using ShardCase honest = new(machine, ShardBatches.Execute(ShardBatches.EveryKind()).Shards.ShouldHaveSingleItem());
        IReadOnlyList<SurvivingMutation> survivors = TableMutation.FindSurvivors(honest.Traces, honest.PublicValues, rows, delta);

        HashSet<string> found = new(survivors.Select(s => Describe(s.Table, s.Row, s.Column)), StringComparer.Ordinal);
        HashSet<string> declared = new(StringComparer.Ordinal);
        foreach (Table table in machine.Machine.Tables)
        {
            foreach (int row in rows(table))
            {
                declared.UnionWith(free.Of(table.Name, row).Keys.Select(column => Describe(table.Name, row, column)));
            }
        }

        found.Except(declared, StringComparer.Ordinal).Take(20).ShouldBeEmpty("cells that nothing pins down");
        declared.Except(found, StringComparer.Ordinal).Take(20).ShouldBeEmpty("cells that are declared free and are not");
    }

    private static string Describe(string table, int row, string column) => FormattableString.Invariant($"{table}[{row}].{column}");
}
