using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The accumulator column as a prefix sum in two passes: first within blocks, then the sums of the blocks before are added.</summary>
internal static unsafe class PermutationAccumulator
{
    /// <summary>Rows of a block; a constant, so that work is cut alike whatever the number of threads.</summary>
    internal const int BlockRows = 256;

    internal static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    /// <summary>Adds to every accumulator the sums of the blocks before its own, and returns the sum of all.</summary>
    internal static Ext5 AddPreceding(FieldMatrix trace, Ext5[] blockSums, int threads)
    {
        Ext5[] preceding = new Ext5[blockSums.Length];
        Ext5 sum = Ext5.Zero;
        for (int block = 0; block < blockSums.Length; block++)
        {
            preceding[block] = sum;
            sum += blockSums[block];
        }

        ParallelLoop.Run(blockSums.Length, threads, block => AddToBlock(trace, block * BlockRows, preceding[block]));
        return sum;
    }

    private static void AddToBlock(FieldMatrix trace, int firstRow, Ext5 offset)
    {
        int end = Math.Min(firstRow + BlockRows, trace.Height);
        for (int row = firstRow; row < end; row++)
        {
            Span<KoalaBear> accumulator = trace.Row(row)[..Ext5.Degree];
            (new Ext5(accumulator) + offset).CopyTo(accumulator);
        }
    }
}
