using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// Generates the trace of the hash table: first the inputs of all rows, the same row of many blocks at once since each row needs the
/// digest of the one before; then the inner columns of all permutations.
/// </summary>
internal sealed class HashTrace(HashTable table, ShardExecution shard, ShardBlock[] blocks)
{
    private const int RowsPerItem = 256;

    public FieldMatrix Generate(int threads)
    {
        FieldMatrix trace = FieldMatrix.Rent(table.Table.Height, table.Table.MainWidth);
        int group = PackedCompression.GroupSize;
        int groups = (blocks.Length + group - 1) / group;
        ParallelLoop.Run(groups, threads, g => FillBlocks(trace, g * group, int.Min(group, blocks.Length - (g * group))));
        FillRest(trace);
        int items = (trace.Height + RowsPerItem - 1) / RowsPerItem;
        ParallelLoop.Run(items, threads, item => FillPermutations(trace, item * RowsPerItem));
        return trace;
    }

    private void FillBlocks(FieldMatrix trace, int first, int count)
    {
        BlockRows[] rows = new BlockRows[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new BlockRows(table, trace, shard, blocks, first + i);
        }

        Digest8[] left = new Digest8[count];
        Digest8[] right = new Digest8[count];
        for (int row = 0; row < table.Layout.RowsPerBlock; row++)
        {
            for (int i = 0; i < count; i++)
            {
                rows[i].Begin(row, out left[i], out right[i]);
            }

            PackedCompression.Compress(left, right, left);
            for (int i = 0; i < count; i++)
            {
                rows[i].End(left[i]);
            }
        }
    }

    /// <summary>The data chain, the state roots, and rows that mean nothing.</summary>
    private void FillRest(FieldMatrix trace)
    {
        for (int row = table.Layout.DataRow; row < trace.Height; row++)
        {
            trace.Row(row).Clear();
        }

        Digest8 data = shard.Statement.DataIn;
        for (int i = 0; i < blocks.Length; i++)
        {
            Digest8 block = Digest8.FromElements(blocks[i].Elements.Span);
            Write(trace, table.Layout.DataRow + i, data, block);
            data = RollupHash.Compress(data, block);
        }

        WriteState(trace, table.Layout.StateRow, shard.AccountsRootIn, shard.AccountCountIn);
        WriteState(trace, table.Layout.StateRow + 1, shard.AccountsRootOut, shard.AccountCountOut);
    }

    private void WriteState(FieldMatrix trace, int row, in Digest8 root, uint count)
    {
        root.Elements.CopyTo(trace.Row(row)[table.Columns.Input[0].Index..]);
        trace.Row(row)[table.Columns.Input[Digest8.WordCount].Index] = KoalaBear.FromCanonical(count);
        trace.Row(row)[table.Columns.Live.Index] = KoalaBear.One;
    }

    private void Write(FieldMatrix trace, int row, in Digest8 left, in Digest8 right)
    {
        Span<KoalaBear> input = trace.Row(row)[table.Columns.Input[0].Index..];
        left.Elements.CopyTo(input);
        right.Elements.CopyTo(input[Digest8.WordCount..]);
    }

    private void FillPermutations(FieldMatrix trace, int first) =>
        table.Columns.Permutation.Fill(trace, first, int.Min(RowsPerItem, trace.Height - first));
}
