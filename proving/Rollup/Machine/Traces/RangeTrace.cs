using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Counts what the operation table looks up.</summary>
internal static class RangeTrace
{
    public static FieldMatrix Generate(RangeTable ranges, OperationTable table, FieldMatrix operations)
    {
        uint[] counts = new uint[ranges.Table.Height];
        for (int row = 0; row < operations.Height; row++)
        {
            bool isSender = row % 2 == 0 && row < 2 * table.Layout.Shape.BlocksPerShard;
            Count(counts, table.Columns, new TraceRow(operations, row), isSender);
        }

        FieldMatrix trace = FieldMatrix.Rent(ranges.Table.Height, ranges.Table.MainWidth);
        for (int row = 0; row < counts.Length; row++)
        {
            trace.Row(row)[0] = KoalaBear.FromCanonical(counts[row]);
        }

        return trace;
    }

    private static void Count(uint[] counts, OperationColumns columns, TraceRow row, bool isSender)
    {
        for (int i = 0; i < columns.Pieces.Length; i++)
        {
            Count(counts, OperationTable.PieceBits(i, isSender), row[columns.Pieces[i]]);
        }

        for (int i = 0; i < columns.NewBalance.Length; i++)
        {
            Count(counts, OperationColumns.HalfBits(i / 2), row[columns.NewBalance[i]]);
        }

        foreach (Column carry in columns.BalanceCarry)
        {
            Count(counts, OperationTable.CarryBits, row[carry] + KoalaBear.FromCanonical(OperationTable.CarryOffset));
        }
    }

    /// <summary>A value out of range is in no row: the bus will not balance.</summary>
    private static void Count(uint[] counts, int bits, KoalaBear value)
    {
        uint canonical = value.ToCanonical();
        if (canonical < 1u << bits)
        {
            counts[RangeTable.RowOf(bits, canonical)]++;
        }
    }
}
