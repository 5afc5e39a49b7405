namespace P2PProver.Fields;

/// <summary>
/// Columns are taken in groups of several registers: 256 bytes and more of a row at a time, which memory delivers better than one
/// cache line, and no more than keeps the tiles of a block in the second-level cache.
/// </summary>
internal static class ColumnGroups
{
    private const int TileWordsMax = 1 << 16;
    private const int ColumnsMin = 64;
    private const int ColumnsMax = 256;

    /// <summary>Columns of a group in blocks of 2^log rows.</summary>
    public static int Columns(int log) => Math.Clamp(TileWordsMax >> log, ColumnsMin, ColumnsMax);

    /// <summary>Words of scratch for the tiles of one group in blocks of 2^log rows.</summary>
    public static nint ScratchWords(int log) => (nint)Columns(log) << log;

    /// <summary>Runs the group over the columns [begin, end): whole tiles first, then the tail, which has fewer columns than lanes.</summary>
    public static void ForEach<T, TGroup>(int begin, int end, int log, TGroup group)
        where T : unmanaged, IPacked<T>
        where TGroup : struct, IColumnGroup<T>
    {
        int columns = Columns(log);
        for (int column = begin; column < end; column += columns)
        {
            int count = Math.Min(columns, end - column);
            int tiles = count / T.Lanes;
            int tail = count % T.Lanes;
            if (tiles > 0)
            {
                group.Run(column, tiles, default(FullTile<T>));
            }

            if (tail > 0)
            {
                group.Run(column + (tiles * T.Lanes), 1, new PartialTile<T>(tail));
            }
        }
    }
}
