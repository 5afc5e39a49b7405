using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// Every cell of every live row, changed in an honest trace, violates a constraint or a bus, but for the cells that
/// <see cref="FreeCells"/> lists; and every cell that it lists is free.
/// </summary>
public sealed class ShardMutationTests
{
    [TierFact(TestTier.Long)]
    public void Mutation_EveryCellOfEveryLiveRow_IsNoticedUnlessDeclaredFree()
    {
        ShardExecution shard = ShardBatches.Execute(ShardBatches.EveryKind()).Shards.ShouldHaveSingleItem();
        FreeCells free = new(ShardBatches.Medium);
        CheckRows(ShardBatches.Medium, shard, free.LiveRows);
    }

    private static void CheckRows(ShardMachine machine, ShardExecution shard, Func<Table, IEnumerable<int>> rows)
    {
        FreeCells free = new(machine);
        using ShardCase honest = new(machine, shard);
        IReadOnlyList<SurvivingMutation> survivors = TableMutation.FindSurvivors(honest.Traces, honest.PublicValues, rows);

        HashSet<string> found = [.. survivors.Select(s => Describe(s.Table, s.Row, s.Column))];
        HashSet<string> declared = [];
        foreach (Table table in machine.Machine.Tables)
        {
            foreach (int row in rows(table))
            {
                declared.UnionWith(free.Of(table.Name, row).Keys.Select(column => Describe(table.Name, row, column)));
            }
        }

        found.Except(declared).Take(20).ShouldBeEmpty("cells that nothing pins down");
        declared.Except(found).Take(20).ShouldBeEmpty("cells that are declared free and are not");
    }

    private static string Describe(string table, int row, string column) => FormattableString.Invariant($"{table}[{row}].{column}");
}
