using P2PProver.Stark;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// The cells of a shard's live rows that no constraint and no bus reads, each with the reason why it may hold anything. Whatever is not
/// listed here must be pinned down.
/// </summary>
internal sealed class FreeCells
{
    public const string SharedColumn = "columns beside the permutation serve some kinds of rows only";
    public const string InnerUpdateRow = "whether an update is live is read at its leaves and at its roots only";

    private static readonly string[] Words = Names("word", 6);
    private static readonly string[] Bits = Names("bit", 8);
    private static readonly string[] Sevens = Names("seven", 2);
    private static readonly string[] Path = ["pathBit", "slotBit"];
    private static readonly string[] Held = [.. Names("parameter", 4), "slotLow", "slotHigh"];
    private static readonly string[] Sums = ["low", "high"];
    private static readonly string[] Carried = [.. Words, .. Sums];

    private readonly ShardLayout _layout;

    public FreeCells(ShardMachine machine)
    {
        _layout = machine.Layout;
    }

    /// <summary>The rows of a table that mean something.</summary>
    public IEnumerable<int> LiveRows(Table table) => Enumerable.Range(0, table.Name switch
    {
        HashTable.Name => _layout.UsedRows,
        OperationTable.Name => (2 * _layout.Shape.BlocksPerShard) + 1,
        _ => table.Height,
    });

    /// <summary>The free columns of a live row with their reasons.</summary>
    public IReadOnlyDictionary<string, string> Of(string table, int row)
    {
        Dictionary<string, string> free = new(StringComparer.Ordinal);
        if (table == HashTable.Name)
        {
            foreach (string column in SharedOf(row))
            {
                free[column] = SharedColumn;
            }

            if (IsInnerUpdateRow(row))
            {
                free["live"] = InnerUpdateRow;
            }
        }

        return free;
    }

    /// <summary>How many cells of all live rows are free for each reason, in the order of the reasons' first appearance.</summary>
    public IReadOnlyDictionary<string, int> Count(Table table)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string reason in LiveRows(table).SelectMany(row => Of(table.Name, row).Values))
        {
            counts[reason] = counts.GetValueOrDefault(reason) + 1;
        }

        return counts;
    }

    private static string[] Names(string name, int count) => [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{name}[{i}]"))];

    private static string[] SharedOfSignature(int row) => row switch
    {
        < ShardLayout.MessageRow => [.. Words, .. Bits, "seven[1]", .. Path],
        ShardLayout.SecondMessageRow => [.. Words, .. Sums, .. Bits, .. Sevens, .. Path],
        <= ShardLayout.DigitsRow => [.. Words, .. Sums, "inverse", .. Bits, .. Sevens, .. Path],
        ShardLayout.LeafRow => [.. Sums, "inverse", .. Bits, .. Sevens, .. Path],
        < ShardLayout.PathRow => [.. IsWordLast(row) ? (string[])[] : ["inverse"], .. Path],
        < ShardLayout.AbsorbRow + ShardLayout.WordRows => [.. IsWordLast(row) ? (string[])[] : ["inverse"], .. Sevens],
        ShardLayout.AbsorbRow + ShardLayout.WordRows => [.. Sums, "inverse", .. Bits, .. Sevens],
        _ => [.. Carried, "inverse", .. Bits, .. Sevens],
    };

    private static bool IsWordLast(int row) => (row - ShardLayout.AbsorbRow) % ShardLayout.RowsPerWord == ShardLayout.RowsPerWord - 1;

    private string[] SharedOf(int row)
    {
        if (row >= _layout.StateRow)
        {
            return [.. Held, .. Carried, "inverse", .. Bits, .. Sevens, .. Path];
        }

        if (row >= _layout.DataRow)
        {
            return [.. Held, "live", .. Carried, "inverse", .. Bits, .. Sevens, .. Path];
        }

        int place = row % _layout.RowsPerBlock;
        if (place < ShardLayout.SignatureRows)
        {
            return SharedOfSignature(place);
        }

        string[] always = [.. Held, .. Bits, .. Sevens, "slotBit"];
        return UpdatePlace(row) switch
        {
            0 => [.. always, .. Carried, "pathBit"],
            1 => [.. always, "pathBit"],
            _ => always,
        };
    }

    private bool IsInnerUpdateRow(int row)
    {
        bool isUpdate = row < _layout.DataRow && row % _layout.RowsPerBlock >= ShardLayout.SignatureRows;
        return isUpdate && UpdatePlace(row) > 1 && UpdatePlace(row) < _layout.UpdateRows - 1;
    }

    private int UpdatePlace(int row) => ((row % _layout.RowsPerBlock) - ShardLayout.SignatureRows) % _layout.UpdateRows;
}
