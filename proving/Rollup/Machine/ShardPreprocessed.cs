using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Writes the preprocessed traces of the hash table and the operation table.</summary>
internal static class ShardPreprocessed
{
    /// <summary>The most rows of the hash table that take one block: its message, its data, and second messages of two blocks.</summary>
    public const int UsesMax = 4;

    public static FieldMatrix Of(HashTable table)
    {
        FieldMatrix matrix = FieldMatrix.Zeros(table.Table.Height, table.Table.PreprocessedWidth);
        ShardLayout layout = table.Layout;
        for (int block = 0; block < layout.Shape.BlocksPerShard; block++)
        {
            FillSignature(matrix, table.Selectors, layout, block);
            FillUpdate(matrix, table.Selectors, layout, 2 * block);
            FillUpdate(matrix, table.Selectors, layout, (2 * block) + 1);
            FillData(matrix, table.Selectors, layout, block);
        }

        FillStates(matrix, table.Selectors, layout);
        return matrix;
    }

    public static FieldMatrix Of(OperationTable table)
    {
        FieldMatrix matrix = FieldMatrix.Zeros(table.Table.Height, table.Table.PreprocessedWidth);
        OperationSelectors selectors = table.Selectors;
        int blocks = table.Layout.Shape.BlocksPerShard;
        for (int row = 0; row < 2 * blocks; row++)
        {
            TraceRow cells = new(matrix, row);
            cells[row % 2 == 0 ? selectors.Sender : selectors.Receiver] = KoalaBear.One;
            cells[selectors.Number] = Element(row);
        }

        for (int block = 0; block < blocks; block++)
        {
            new TraceRow(matrix, 2 * block)[selectors.Uses] += Element(2);
            new TraceRow(matrix, 2 * SecondBlock(table.Layout, block))[selectors.Uses] += KoalaBear.One;
        }

        new TraceRow(matrix, 0)[selectors.First] = KoalaBear.One;
        TraceRow final = new(matrix, 2 * blocks);
        final[selectors.Final] = KoalaBear.One;
        final[selectors.Number] = Element(2 * blocks);
        return matrix;
    }

    /// <summary>The block that the second message of a block takes: the next; the last block of a shard, which begins no operation of two, takes itself.</summary>
    public static int SecondBlock(ShardLayout layout, int block) => int.Min(block + 1, layout.Shape.BlocksPerShard - 1);

    private static void FillSignature(FieldMatrix matrix, HashSelectors selectors, ShardLayout layout, int block)
    {
        int first = layout.BlockRow(block);
        for (int i = 0; i < ShardLayout.SignatureRows; i++)
        {
            TraceRow row = new(matrix, first + i);
            row[selectors.Number] = Element(i == ShardLayout.SecondMessageRow ? SecondBlock(layout, block) : block);
            row[selectors.Hold] = Flag(i < ShardLayout.SignatureRows - 1);
            row[selectors.Chain] = Flag(i < ShardLayout.MessageRow);
            row[selectors.ChainFirst] = Flag(i == ShardLayout.ChainRow);
            row[selectors.ChainStep] = Flag(i < ShardLayout.MessageRow - 1);
            row[selectors.Message] = Flag(i == ShardLayout.MessageRow);
            row[selectors.SecondMessage] = Flag(i == ShardLayout.SecondMessageRow);
            row[selectors.Encoding] = Flag(i == ShardLayout.EncodingRow);
            row[selectors.Digits] = Flag(i == ShardLayout.DigitsRow);
            row[selectors.Leaf] = Flag(i == ShardLayout.LeafRow);
            row[selectors.Absorb] = Flag(i is >= ShardLayout.AbsorbRow and < ShardLayout.PathRow);
            row[selectors.Path] = Flag(i >= ShardLayout.PathRow);
            row[selectors.PathFirst] = Flag(i == ShardLayout.PathRow);
            row[selectors.PathStep] = Flag(i is >= ShardLayout.PathRow and < ShardLayout.SignatureRows - 1);
            row[selectors.Climb] = Flag(i is >= ShardLayout.PathRow - 1 and < ShardLayout.SignatureRows - 1);
            row[selectors.Link] = Flag(i is ShardLayout.MessageRow or ShardLayout.EncodingRow or (>= ShardLayout.LeafRow and < ShardLayout.PathRow - 1));
            row[selectors.Parameter] = Element(
                i >= ShardLayout.PathRow ? i - ShardLayout.PathRow + 1
                : i >= ShardLayout.AbsorbRow ? 2 * (i - ShardLayout.AbsorbRow)
                : 0);
        }

        for (int i = 0; i < ShardLayout.WordRows; i++)
        {
            FillWord(new TraceRow(matrix, first + ShardLayout.AbsorbRow + i), selectors, i % ShardLayout.RowsPerWord);
        }
    }

    private static void FillWord(TraceRow row, HashSelectors selectors, int place)
    {
        const int LowBitsPerRow = 6;
        const int HighBitsPerRow = 2;
        bool last = place == ShardLayout.RowsPerWord - 1;
        row[selectors.WordFirst] = Flag(place == 0);
        row[selectors.WordStep] = Flag(!last);
        row[selectors.WordLast] = Flag(last);
        row[selectors.LowWeight] = last ? KoalaBear.Zero : Element(1 << (LowBitsPerRow * (place + 1)));
        row[selectors.HighWeight] = last ? KoalaBear.Zero : Element(1 << (HighBitsPerRow * (place + 1)));
    }

    private static void FillUpdate(FieldMatrix matrix, HashSelectors selectors, ShardLayout layout, int update)
    {
        int first = layout.UpdateRow(update);
        for (int i = 0; i < layout.UpdateRows; i++)
        {
            TraceRow row = new(matrix, first + i);
            row[selectors.Number] = Element(update);
            row[selectors.OldLeaf] = Flag(i == 0);
            row[selectors.NewLeaf] = Flag(i == 1);
            row[selectors.Node] = Flag(i > 1);
            row[selectors.OldNode] = Flag(i > 1 && i % 2 == 0);
            row[selectors.NodeNext] = Flag(i > 0 && i < layout.UpdateRows - 1);

            // The row after an odd one is the old node one level up.
            row[selectors.Parameter] = i % 2 != 0 && i < layout.UpdateRows - 1 ? Element(1 << (i / 2)) : KoalaBear.Zero;
        }
    }

    private static void FillData(FieldMatrix matrix, HashSelectors selectors, ShardLayout layout, int block)
    {
        bool last = block == layout.Shape.BlocksPerShard - 1;
        TraceRow row = new(matrix, layout.DataRow + block);
        row[selectors.Number] = Element(block);
        row[selectors.Data] = KoalaBear.One;
        row[selectors.DataFirst] = Flag(block == 0);
        row[selectors.DataLast] = Flag(last);
        row[selectors.Link] = Flag(!last);
    }

    private static void FillStates(FieldMatrix matrix, HashSelectors selectors, ShardLayout layout)
    {
        for (int i = 0; i < 2; i++)
        {
            TraceRow row = new(matrix, layout.StateRow + i);
            row[selectors.Number] = Element(layout.StateNumber);
            row[selectors.Parameter] = Element(i);
            row[i == 0 ? selectors.StateIn : selectors.StateOut] = KoalaBear.One;
        }
    }

    private static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);

    private static KoalaBear Flag(bool value) => value ? KoalaBear.One : KoalaBear.Zero;
}
